using Microsoft.ML.Reasoning.LanguageModels;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>From rows to states: those that generation kept, and for the others forward passes over rows of similar length.</summary>
internal sealed class StateReader(CausalLanguageModel model, HiddenStatesState state, CancellationToken cancellationToken)
{
    /// <summary>The states of each row, in order.</summary>
    public TokenStates[] Read(IReadOnlyList<HiddenStatesRow> rows)
    {
        var results = new TokenStates[rows.Count];
        try
        {
            using IDisposable noGradient = no_grad();
            var spans = new List<TokenSpan>();
            for (int i = 0; i < rows.Count; i++)
            {
                TokenSpan span = TokenSpan.Of(rows[i], i, model, state);
                if (Kept(span) is { } kept)
                    results[i] = kept;
                else
                    spans.Add(span);
            }

            foreach (TokenSpan[] pass in Passes(spans))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Compute(pass, results);
            }

            return results;
        }
        catch
        {
            foreach (TokenStates? states in results)
                states?.Dispose();
            throw;
        }
    }

    /// <summary>Short texts with short ones, so that little is padded; a pass has at least one.</summary>
    private IEnumerable<TokenSpan[]> Passes(List<TokenSpan> spans)
    {
        TokenSpan[] sorted = [.. spans.OrderBy(span => span.Fed)];
        for (int first = 0, count; first < sorted.Length; first += count)
        {
            count = 1;
            while (first + count < sorted.Length && (count + 1L) * sorted[first + count].Fed <= state.TokensPerPass)
                count++;
            yield return sorted[first..(first + count)];
        }
    }

    private TokenStates? Kept(TokenSpan span)
    {
        if (span.Kept is not { } kept)
            return null;
        int[] places = [.. state.Layers.Select(layer => kept.Layers.ToList().IndexOf(layer))];
        if (places.Contains(-1))
            return null;
        using DisposeScope scope = NewDisposeScope();
        Tensor all = kept.States.Values;
        return new TokenStates(Pool(places.Length == 1
            ? all.select(0, places[0])
            : all.index_select(0, tensor(Array.ConvertAll(places, place => (long)place), device: all.device))));
    }

    private void Compute(TokenSpan[] pass, TokenStates[] results)
    {
        using DisposeScope scope = NewDisposeScope();
        int longest = pass[^1].Fed, width = model.Configuration.HiddenSize;
        if (longest == 0)
        {
            long[] shape = state.Layers.Count == 1 ? [0, width] : [state.Layers.Count, 0, width];
            foreach (TokenSpan span in pass)
                results[span.Row] = new TokenStates(Pool(zeros(shape, model.Precision, model.Device)));
            return;
        }

        long[] ids = new long[pass.Length * longest], mask = new long[ids.Length];
        for (int i = 0; i < pass.Length; i++)
            for (int j = 0; j < pass[i].Fed; j++)
                (ids[i * longest + j], mask[i * longest + j]) = (pass[i].Tokens[j], 1);
        bool padded = pass[0].Fed != longest;
        using ModelOutput output = model.Forward(
            new ModelInput(Matrix(ids)) { AttentionMask = padded ? Matrix(mask) : null }, layers: state.Layers);
        for (int i = 0; i < pass.Length; i++)
            results[pass[i].Row] = new TokenStates(Cut(output, i, pass[i]));

        Tensor Matrix(long[] values) => tensor(values, [pass.Length, longest], device: model.Device);
    }

    /// <summary>The states of one row's span: a copy, which does not hold on to those of the whole batch.</summary>
    private Tensor Cut(ModelOutput output, int row, TokenSpan span)
    {
        Tensor[] layers = [.. state.Layers.Select(layer => output.HiddenStates[layer].select(0, row).narrow(0, span.First, span.Count))];
        return layers.Length > 1 ? Pool(stack(layers, 0))
            : state.Pooling == StatePooling.None ? layers[0].clone()
            : Pool(layers[0]);
    }

    private Tensor Pool(Tensor states)
    {
        long dimension = states.dim() - 2, tokens = states.shape[dimension];
        return state.Pooling switch
        {
            StatePooling.None => states,
            _ when tokens == 0 => zeros([.. states.shape.Where((_, i) => i != dimension)], states.dtype, states.device),
            StatePooling.Last => states.select(dimension, tokens - 1).clone(),
            _ => states.to(ScalarType.Float32).mean([dimension]).to(states.dtype),
        };
    }
}
