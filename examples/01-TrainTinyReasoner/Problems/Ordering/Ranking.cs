namespace TrainTinyReasoner.Problems;

/// <summary>Four to six people in the order of some quality, the highest first, and which place is asked for.</summary>
internal sealed class Ranking
{
    private const int Fewest = 4, Most = 6, FirstAsked = 3;

    private Ranking(IReadOnlyList<string> people, int asked) => (People, Asked) = (people, asked);

    /// <summary>Short names: each is one token of a small vocabulary.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Mia", "Ben", "Lena", "Omar", "Ada", "Tom", "Ruth", "Ivan", "Nora", "Hugo"];

    public IReadOnlyList<string> People { get; }

    /// <summary>The place that is asked for, from 1. The first two take no chain of comparisons: they are never asked for.</summary>
    public int Asked { get; }

    public string Answer => People[Asked - 1];

    /// <summary>
    /// Which half a ranking belongs to is a function of its people in their order alone: an order that is held out can be met in no
    /// training problem, whatever is asked and however it is worded. One in sixteen is held out.
    /// </summary>
    public bool IsHeldOut
    {
        get
        {
            ulong hash = (ulong)People.Count;
            foreach (char letter in string.Join(' ', People))
                hash = RandomStream.Mix(hash + 0x9E3779B97F4A7C15) ^ letter;
            return RandomStream.Mix(hash) % 16 == 0;
        }
    }

    public static Ranking Draw(RandomStream random)
    {
        string[] people = random.Shuffle(Names)[..random.Between(Fewest, Most)];
        return new(people, random.Between(FirstAsked, people.Length));
    }
}
