using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using LatentMetrics;
using Microsoft.ML;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

var modelOption = new Option<string>("--model")
{
    Description = "A Hugging Face model directory.",
    DefaultValueFactory = _ => Path.Combine(RepositoryFiles.Root, "examples", "models", "tiny-reasoner"),
};
var problemsOption = new Option<string>("--problems")
{
    Description = "A file of problems (JSONL or a JSON array).",
    DefaultValueFactory = _ => Path.Combine(RepositoryFiles.Root, "examples", "data", "tiny-problems.jsonl"),
};
var limitOption = new Option<int>("--limit") { Description = "Only the first so many problems.", DefaultValueFactory = _ => 100 };
var samplesOption = new Option<int>("--samples") { Description = "Answers to each problem at each temperature.", DefaultValueFactory = _ => 4 };
var strideOption = new Option<int>("--stride") { Description = "Tokens between prefixes; short answers want 4 or 8.", DefaultValueFactory = _ => 4 };
var outputOption = new Option<string>("--output")
{
    Description = "Where the table and the figure go.", DefaultValueFactory = _ => Path.Combine(RepositoryFiles.Root, ".artifacts", "latent-metrics"),
};
var command = new RootCommand("Looks into a model while it answers: effective rank, dispersion, correlations, Koopman spectra.")
{
    modelOption, problemsOption, limitOption, samplesOption, strideOption, outputOption,
};
command.SetAction(Run);
return command.Parse(args).Invoke();

void Run(ParseResult arguments)
{
    float[] temperatures = [0.6f, 1, 1.4f];
    string output = Path.GetFullPath(arguments.GetValue(outputOption)!);
    Directory.CreateDirectory(output);
    var clock = Stopwatch.StartNew();
    var ml = new MLContext(seed: 1);
    ml.Log += (_, e) =>
    {
        if (e.Kind == ChannelMessageKind.Info && e.Source.StartsWith("SpectralDispersion", StringComparison.Ordinal))
            Say(e.RawMessage);
    };
    using CausalLanguageModel model = ml.Reasoning().LoadModel(arguments.GetValue(modelOption)!);
    IDataView problems = ml.Data.TakeRows(ml.Reasoning().LoadProblems(arguments.GetValue(problemsOption)!), arguments.GetValue(limitOption));
    var sampler = new Sampler(ml, model, problems);
    ResponseRow[] rows = [.. temperatures.SelectMany(temperature => sampler.Answer(temperature, arguments.GetValue(samplesOption)))];
    Say($"{rows.Length} responses");

    // The states are computed from the texts on each pass below, which is much less work than writing them again.
    IDataView responses = ml.Data.LoadFromEnumerable(rows);
    var probe = ml.Reasoning().HiddenStates("States", model, promptColumnName: "Prompt", responseColumnName: "Response")
        .Append(ml.Reasoning().EffectiveRank("Rank", "States", arguments.GetValue(strideOption)))
        .Append(ml.Reasoning().SpectralDispersion("Dsd", "States", new SpectralDispersionEstimator.Options
        {
            EigenvaluesColumnName = "Eigenvalues", LargestModulusColumnName = "LargestModulus", ConditionColumnName = "Condition",
        }));
    using var fitted = probe.Fit(responses);
    Say($"dictionary of {fitted.LastTransformer.Dictionary.Observables} observables");
    IDataView measured = fitted.Transform(responses);
    MeasuredRow[] table = Measure(rows);
    Say("measured");
    LatentDynamicsMetrics metrics =
        ml.Reasoning().EvaluateLatentDynamics(measured, dispersionColumnName: "Dsd", stride: arguments.GetValue(strideOption));

    MeasuredRow varied = SpectrumComparison.PickVaried(table);
    MeasuredRow repetitive = Measure([SpectrumComparison.WriteRepetitive(varied, model.Tokenizer!)])[0];

    string groups = GroupTable.Of(table);
    Console.WriteLine(groups);
    Console.WriteLine(metrics);
    File.WriteAllText(Path.Combine(output, "groups.md"), groups);
    File.WriteAllText(Path.Combine(output, "metrics.txt"), $"{metrics}\n");
    File.WriteAllText(Path.Combine(output, "spectra.svg"), SpectrumComparison.Draw(repetitive, varied));
    Say($"table and figure: {output}");

    MeasuredRow[] Measure(IEnumerable<ResponseRow> some) =>
        [.. ml.Data.CreateEnumerable<MeasuredRow>(fitted.Transform(ml.Data.LoadFromEnumerable(some)), reuseRowObject: false)];

    void Say(string what) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:0.0} s  {what}"));
}
