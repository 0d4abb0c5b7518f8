using Microsoft.ML.Reasoning.LatentDynamics;
using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>Passes over responses once, a batch of states at a time, and sums up what their states tell.</summary>
internal sealed class LatentDynamicsEvaluator
{
    private readonly IHost _host;
    private readonly LatentDynamicsEvaluatorOptions _options;

    public LatentDynamicsEvaluator(IHostEnvironment env, LatentDynamicsEvaluatorOptions options)
    {
        var errors = new OptionErrors(nameof(LatentDynamicsEvaluatorOptions));
        errors.RequireName(options.StatesColumnName, nameof(options.StatesColumnName));
        errors.Require(options.Stride >= 1, $"{nameof(options.Stride)} is {options.Stride}, expected at least 1");
        errors.Require(options.DataSetStride >= 1, $"{nameof(options.DataSetStride)} is {options.DataSetStride}, expected at least 1");
        errors.Require(options.MaxTokens is null or >= 1, $"{nameof(options.MaxTokens)} is {options.MaxTokens}, expected at least 1");
        errors.Require(Enum.IsDefined(options.Mode), $"{nameof(options.Mode)} is {options.Mode}, which is none");
        errors.ThrowIfAny();
        _host = env.Register(EvaluatedColumns.Component);
        _options = options;
    }

    public LatentDynamicsMetrics Evaluate(IDataView data)
    {
        using IChannel channel = _host.Start(EvaluatedColumns.Component);
        ResponseDynamics[] responses = [.. EvaluatedResponses.Read(data, _options)];
        if (responses.Length == 0)
            throw new InvalidOperationException($"{EvaluatedColumns.Component}: the data has no rows.");
        IGrouping<string, ResponseDynamics>[] prompts = [.. responses.Where(response => response.Prompt is not null).GroupBy(response => response.Prompt!)];
        foreach (IGrouping<string, ResponseDynamics> prompt in prompts)
            PromptDiversity.Measure([.. prompt]);
        string[] names = Names();
        var metrics = new LatentDynamicsMetrics
        {
            All = Summarize(responses, names),
            Right = SummarizeAny(responses, names, correct: true),
            Wrong = SummarizeAny(responses, names, correct: false),
            Prompts = [.. prompts.Select(prompt => new PromptDynamics(prompt.Key, prompt.Count(),
                names.ToDictionary(name => name, name => IndicatorStatistics.Of(prompt.Select(response => response[name])).Mean)))],
            EmptyCount = responses.Count(response => response.Pooled.Length == 0),
            NoVelocityCount = responses.Count(response => double.IsNaN(response[ResponseIndicators.Velocity])),
            NoAccelerationCount = responses.Count(response => double.IsNaN(response[ResponseIndicators.Acceleration])),
        };
        if (metrics.NoAccelerationCount > 0)
            channel.Warning(MessageSensitivity.None,
                "{0} of {1} responses are too short for an acceleration at a stride of {2} tokens, {3} for a velocity; they are left out there",
                metrics.NoAccelerationCount, responses.Length, _options.Stride, metrics.NoVelocityCount);
        channel.Info(MessageSensitivity.None, "{0}", metrics);
        return metrics;
    }

    /// <summary>The indicators that this data can have.</summary>
    private string[] Names()
    {
        var names = new List<string>();
        Add(_options.CorrectColumnName, ResponseIndicators.Correct);
        names.AddRange([ResponseIndicators.Length, ResponseIndicators.EffectiveRank, ResponseIndicators.Velocity, ResponseIndicators.Acceleration]);
        Add(_options.DispersionColumnName, ResponseIndicators.Dispersion);
        names.AddRange([ResponseIndicators.TraditionalRank, ResponseIndicators.ResponseEntropy, ResponseIndicators.Curvature]);
        Add(_options.MeanLogProbabilityColumnName, ResponseIndicators.MeanLogProbability);
        Add(_options.ResponseColumnName, ResponseIndicators.Repetition);
        if (_options.PromptColumnName is not null)
        {
            Add(_options.ResponseColumnName, ResponseIndicators.RougeL);
            names.AddRange([ResponseIndicators.EuclideanDistance, ResponseIndicators.CosineDistance, ResponseIndicators.CentreDistance]);
        }

        return [.. names];

        void Add(string? column, string indicator)
        {
            if (column is not null)
                names.Add(indicator);
        }
    }

    private LatentDynamicsSummary? SummarizeAny(ResponseDynamics[] responses, string[] names, bool correct)
    {
        ResponseDynamics[] some = [.. responses.Where(response => response.Correct == correct)];
        return some.Length == 0 ? null : Summarize(some, names);
    }

    private LatentDynamicsSummary Summarize(ResponseDynamics[] responses, string[] names)
    {
        using DisposeScope scope = NewDisposeScope();
        double[][] rows = [.. responses.Select(response => response.Pooled).Where(pooled => pooled.Length > 0)];
        Tensor pooled = tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows.Length == 0 ? 1 : rows[0].Length]);
        return new LatentDynamicsSummary(
            responses.Length,
            names.ToDictionary(name => name, name => IndicatorStatistics.Of(responses.Select(response => response[name]))),
            DataSetDynamics.Measure(pooled, new LatentIndicatorOptions { Stride = _options.DataSetStride }),
            new CorrelationMatrix(names, [.. names.Select(name => responses.Select(response => response[name]).ToArray())]));
    }
}
