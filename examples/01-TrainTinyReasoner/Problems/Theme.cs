namespace TrainTinyReasoner.Problems;

/// <summary>A setting for stories: who can act, on what, and what can happen.</summary>
internal sealed record Theme(string[] Who, string[] Things, Happening[] Happenings)
{
    private static readonly string[] People = ["Mia", "Ben", "Lena", "Omar", "Ada", "Tom", "Ruth", "Ivan"];

    public static IReadOnlyList<Theme> All { get; } =
    [
        new(People, ["marbles", "stamps", "cards", "shells"],
        [
            new('+', "{who} finds {k} more", "{who} finds {k} more"),
            new('+', "a friend brings {k} more", "{k} more come in"),
            new('-', "{who} loses {k} of them", "{who} loses {k}"),
            new('-', "{who} gives away {k}", "{k} are given away"),
            new('*', "{who} trades all for {k} times as many", "it grows {k} times"),
            new('/', "{who} makes {k} equal piles and keeps one", "one of {k} piles is kept"),
        ]),
        new(People, ["dollars", "coins"],
        [
            new('+', "{who} earns {k} more", "{who} earns {k}"),
            new('+', "{who} wins {k}", "{who} wins {k}"),
            new('-', "{who} spends {k}", "{who} spends {k}"),
            new('-', "{who} pays {k} for a book", "{who} pays {k}"),
            new('*', "{who} saves until there are {k} times as many", "it grows {k} times"),
            new('/', "{who} keeps one of {k} equal shares", "one of {k} shares is kept"),
        ]),
        new(["The baker", "The shop"], ["rolls", "cakes", "pies"],
        [
            new('+', "{who} makes {k} more", "{who} makes {k} more"),
            new('+', "{k} more come in", "{k} more come in"),
            new('-', "{who} sells {k}", "{who} sells {k}"),
            new('-', "{k} of them are eaten", "{k} are eaten"),
            new('*', "{who} bakes until there are {k} times as many", "it grows {k} times"),
            new('/', "{who} fills {k} equal boxes and keeps one", "one of {k} boxes is kept"),
        ]),
        new(["The farmer", "The school"], ["apples", "eggs", "plums", "seeds"],
        [
            new('+', "{who} picks {k} more", "{who} picks {k} more"),
            new('+', "{who} buys {k} more", "{who} buys {k} more"),
            new('-', "{who} sells {k}", "{who} sells {k}"),
            new('-', "{who} throws away {k} bad ones", "{k} are thrown away"),
            new('*', "{who} grows {k} times as many", "it grows {k} times"),
            new('/', "{who} fills {k} equal boxes and keeps one", "one of {k} boxes is kept"),
        ]),
    ];
}
