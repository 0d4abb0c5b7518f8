namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The rows of some sequences one after the other, without padding: each prompt once, then its responses.</summary>
internal sealed class HostLayout
{
    public HostLayout(IReadOnlyList<PolicySequence> sequences)
    {
        var ids = new List<int>();
        var positions = new List<int>();
        var emitting = new List<int>();
        var targets = new List<int>();
        var prompts = new List<HostPrompt>();
        for (int first = 0; first < sequences.Count;)
        {
            IReadOnlyList<int> prompt = sequences[first].PromptIds;
            int end = first + 1;
            while (end < sequences.Count && SamePrompt(sequences[first], sequences[end]))
                end++;
            var rows = new HostSegment(ids.Count, prompt.Count);
            Append(prompt, prompt.Count, 0);
            var responses = new List<HostSegment>();
            for (; first < end; first++)
            {
                IReadOnlyList<int> response = sequences[first].ResponseIds;
                int start = ids.Count;
                Append(response, response.Count - 1, prompt.Count);
                if (response.Count > 1)
                    responses.Add(new HostSegment(start, response.Count - 1));
                emitting.Add(rows.Start + rows.Length - 1);
                emitting.AddRange(Enumerable.Range(start, response.Count - 1));
                targets.AddRange(response);
            }

            prompts.Add(new HostPrompt(rows, [.. responses]));
        }

        (TokenIds, Positions, Emitting, Targets, Prompts) = ([.. ids], [.. positions], [.. emitting], [.. targets], [.. prompts]);

        void Append(IReadOnlyList<int> tokens, int count, int position)
        {
            for (int t = 0; t < count; t++)
            {
                ids.Add(tokens[t]);
                positions.Add(position + t);
            }
        }
    }

    /// <summary>The token of each row.</summary>
    public int[] TokenIds { get; }

    /// <summary>Its position.</summary>
    public int[] Positions { get; }

    /// <summary>The row that emits each token of each response.</summary>
    public int[] Emitting { get; }

    /// <summary>The tokens that are emitted.</summary>
    public int[] Targets { get; }

    public HostPrompt[] Prompts { get; }

    public int RowCount => TokenIds.Length;

    /// <summary>The most rows of a prompt or a response.</summary>
    public int LongestSegment => Prompts.Max(prompt => prompt.Responses.Select(response => response.Length).Append(prompt.Rows.Length).Max());

    /// <summary>Whether both may share the rows of their prompt.</summary>
    public static bool SamePrompt(PolicySequence first, PolicySequence second) =>
        first.Group == second.Group
        && (ReferenceEquals(first.PromptIds, second.PromptIds) || first.PromptIds.SequenceEqual(second.PromptIds));
}
