using System.Globalization;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;
using ResumeProbe;
using static TorchSharp.torch;

// Usage: ResumeProbe CHECKPOINTS STEPS THREADS
// Trains a tiny model with ReLaX, VERL and LED on, goes on from what it finds in CHECKPOINTS, says what it is about to do, and ends with
// the SHA-256 of the weights.
set_num_threads(int.Parse(args[2], CultureInfo.InvariantCulture));
var ml = new MLContext(seed: 1);
ml.Log += (_, message) => Console.WriteLine(message.Message);
using CausalLanguageModel model = ProbeModel.Create();
IDataView problems = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 12).Select(i => new ProbeProblem { Prompt = $"{i}? ", Answer = $"{i}" }));
using ReasoningModelTransformer trained = ml.Reasoning().Trainers.Grpo(model, new GrpoTrainer.Options
{
    Seed = 7,
    GroupSize = 6,
    PromptsPerStep = 3,
    MinibatchesPerStep = 2,
    MaxNewTokens = 40,
    LearningRate = 3e-3,
    Steps = int.Parse(args[1], CultureInfo.InvariantCulture),
    StopTokenIds = [],
    RewardFunctions = [new WeightedReward(Rewards.Of("letters", input => input.Response.Count(char.IsAsciiLetterLower) / 40.0))],
    Strategy = new LatentExplorationDecoding(),
    Loss = new PolicyLossOptions { ImportanceCap = 2 },
    Relax = new GrpoTrainer.RelaxOptions { DispersionThreshold = 1 }, // about half of the responses are held to the initial model
    Verl = new GrpoTrainer.VerlOptions { Stride = 8 },
    Latents = new GrpoTrainer.LatentOptions { DictionarySteps = 60 },
    CheckpointDirectory = args[0],
    CheckpointInterval = 2,
    SampleInterval = 1,
}).Fit(problems);
Console.WriteLine("weights " + Convert.ToHexString(SHA256.HashData(trained.Model.Weights.Values.bytes)));
