using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Makes a view of a file of problems.</summary>
internal sealed class ProblemLoader(MLContext ml)
{
    public IDataView Load(string path, ProblemFileOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using IChannel channel = ((IHostEnvironment)ml).Register("LoadProblems").Start("LoadProblems");
        ProblemColumns[] problems = ProblemFile.Read(path, options).Select(ProblemColumns.From).ToArray();
        if (problems.Length == 0)
            throw new FormatException($"'{path}' holds no problem.");
        int withoutAnswer = problems.Count(problem => problem.Answer.Length == 0);
        channel.Info(MessageSensitivity.None, "'{0}': {1} problems", path, problems.Length);
        if (withoutAnswer > 0)
            channel.Warning(MessageSensitivity.None, "'{0}': {1} problems have no answer to compare with", path, withoutAnswer);
        return ml.Data.LoadFromEnumerable(problems);
    }
}
