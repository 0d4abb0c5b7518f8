using System.Text.Json;

namespace TrainGrpo;

/// <summary>All algorithms with three seeds each. A finished run is kept; a study that was stopped goes on where it was.</summary>
internal static class Study
{
    private const int Seeds = 3;

    public static void Run(string model, string directory, string reports, Recipe recipe, string command)
    {
        Directory.CreateDirectory(directory);
        var runs = new List<StudyRun>();
        // Seed by seed, so that a study that is stopped has compared all algorithms as far as it came.
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            foreach (string algorithm in Algorithms.Names)
            {
                string place = Path.Combine(directory, $"{algorithm}-{seed}");
                runs.Add(new StudyRun(algorithm, seed, place, Finished(model, place, recipe with { Algorithm = algorithm, Seed = seed, LatentInterval = 5 })));
                StudyReport.Write(reports, runs, Algorithms.Names.Length * Seeds, command);
            }
        }
    }

    private static RunResult Finished(string model, string place, Recipe recipe)
    {
        string file = Path.Combine(place, "result.json");
        if (File.Exists(file))
            return JsonSerializer.Deserialize<RunResult>(File.ReadAllText(file))!;
        Console.WriteLine($"== {recipe.Algorithm}, seed {recipe.Seed}");
        RunResult result = Experiment.Run(model, place, recipe);
        File.WriteAllText(file + ".unfinished", JsonSerializer.Serialize(result));
        File.Move(file + ".unfinished", file);
        Experiment.Print(result);
        return result;
    }
}
