using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The loop of one supervised training.</summary>
internal sealed class SupervisedRun(CausalLanguageModel model, SupervisedExample[] examples, SupervisedTrainingOptions options, AdamW optimizer)
{
    private readonly ExampleOrder _order = new(examples.Length, options.BatchSize, options.Epochs, options.Seed);

    public SupervisedTrainingResult Go(IProgress<SupervisedTrainingProgress>? progress, CancellationToken cancellationToken)
    {
        int total = _order.StepCount;
        var schedule = new LearningRateSchedule(
            options.Schedule, options.LearningRate, total, options.WarmupSteps, options.FinalLearningRateShare);
        SortedDictionary<string, string> run = TrainingFingerprint.Of(model, examples, options);
        CheckpointFolder? checkpoints = options.CheckpointDirectory is { } path ? new(path, options.KeepCheckpoints) : null;
        TrainingCheckpoint? found = checkpoints?.Restore(optimizer, run);
        int start = found?.Step ?? 0;
        long tokens = found?.Tokens ?? 0, tokensBefore = tokens;
        double loss = double.NaN;

        var clock = Stopwatch.StartNew();
        for (int step = start; step < total; step++)
        {
            SupervisedExample[] batch = [.. _order.Batch(step).Select(i => examples[i])];
            try
            {
                loss = AddGradients(batch, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                checkpoints?.Save(step, tokens, optimizer, run);
                throw;
            }
            double norm = Update(batch, step, loss, schedule.At(step));
            tokens += batch.Sum(example => (long)example.TokenCount);

            int done = step + 1;
            if (done % options.CheckpointInterval == 0 || done == total)
                checkpoints?.Save(done, tokens, optimizer, run);
            double seconds = clock.Elapsed.TotalSeconds;
            progress?.Report(new(
                done, total, loss, norm, schedule.At(step), tokens, (tokens - tokensBefore) / seconds,
                TimeSpan.FromSeconds(seconds / (done - start) * (total - done))));
        }
        return new(total, start, loss, tokens, clock.Elapsed, SkippedExamples: 0);
    }

    /// <summary>Adds the gradient of the summed loss of a batch, micro-batch by micro-batch; returns the mean loss.</summary>
    private double AddGradients(SupervisedExample[] batch, CancellationToken cancellationToken)
    {
        double sum = 0;
        foreach (int[] bucket in LengthBuckets.Cut([.. batch.Select(example => example.TokenCount)], options.MicroBatchTokens))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using IDisposable grad = enable_grad();
            using DisposeScope scope = NewDisposeScope();
            Tensor loss = ResponseLoss.Sum(model, [.. bucket.Select(i => batch[i])]);
            loss.backward();
            optimizer.CollectGradients();
            sum += loss.item<float>();
        }
        return sum / ResponseTokens(batch);
    }

    /// <summary>Clips and makes the step; returns the norm of the gradient before clipping.</summary>
    private double Update(SupervisedExample[] batch, int step, double loss, double learningRate)
    {
        long tokens = ResponseTokens(batch);
        double norm = optimizer.GradientNorm(tokens);
        if (!double.IsFinite(norm) || !double.IsFinite(loss))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Step {step + 1} has loss {loss} and gradient norm {norm}: the training diverged; the weights are those of step {step}."));
        }
        double shrink = options.MaxGradientNorm > 0 && norm > options.MaxGradientNorm ? norm / options.MaxGradientNorm : 1;
        optimizer.Step(learningRate, tokens * shrink);
        return norm;
    }

    private static long ResponseTokens(SupervisedExample[] batch) => batch.Sum(example => (long)example.ResponseIds.Count);
}
