namespace Microsoft.ML.Data;

internal sealed class BinaryScoreMapping(IScoringModel model, DataViewSchema.Column feature) : IRowMapping
{
    public IReadOnlyList<DataViewSchema.DetachedColumn> Outputs => ScoreColumns.All;

    public Func<int, bool> Dependencies(Func<int, bool> wanted)
        => column => column == feature.Index && Enumerable.Range(0, Outputs.Count).Any(wanted);

    public Delegate[] Getters(DataViewRow input, Func<int, bool> wanted)
    {
        var getters = new Delegate[Outputs.Count];
        if (!Enumerable.Range(0, getters.Length).Any(wanted))
            return getters;
        Func<float> score = Score(input);
        if (wanted(0))
            getters[0] = (ValueGetter<bool>)((ref bool value) => value = score() > 0);
        if (wanted(1))
            getters[1] = (ValueGetter<float>)((ref float value) => value = score());
        if (wanted(2))
            getters[2] = (ValueGetter<float>)((ref float value) => value = model.Calibration.PredictProbability(score()));
        return getters;
    }

    // Computed once a row, whichever columns are read.
    private Func<float> Score(DataViewRow input)
    {
        ValueGetter<VBuffer<float>> features = input.GetGetter<VBuffer<float>>(feature);
        VBuffer<float> buffer = default;
        long scored = -1;
        float score = 0;
        return () =>
        {
            if (scored != input.Position)
            {
                features(ref buffer);
                score = model.Score(buffer);
                scored = input.Position;
            }
            return score;
        };
    }
}
