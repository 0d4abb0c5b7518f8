using System.Security.Cryptography;

namespace TrainGrpo;

/// <summary>What all runs of a study have in common. One that goes on with other values would compare what cannot be compared.</summary>
internal sealed record StudySettings(Recipe Recipe, Dictionary<string, string> Models)
{
    private const string FileName = "study.json";

    /// <summary>Writes the settings of a new study; those of one that goes on must be the same.</summary>
    public static void Check(StudyPlan plan)
    {
        var settings = new StudySettings(plan.Recipe, StudyArm.All.Select(arm => arm.Task).Distinct().ToDictionary(task => task, task => Hash(plan.Model(task))));
        string file = Path.Combine(plan.Directory, FileName);
        if (JsonFile.Read<StudySettings>(file) is not { } found)
        {
            if (Directory.EnumerateDirectories(plan.Directory).Any())
                throw new InvalidOperationException($"'{plan.Directory}' holds other things than a study ({file} is missing): choose another --output, or empty it.");
            JsonFile.Write(file, settings);
        }
        else if (found.Recipe != settings.Recipe || !found.Models.OrderBy(model => model.Key).SequenceEqual(settings.Models.OrderBy(model => model.Key)))
            throw new InvalidOperationException($"'{plan.Directory}' holds a study with other settings or start models ({file}): choose another --output, or delete it.");
    }

    private static string Hash(string model)
    {
        using FileStream weights = File.OpenRead(Path.Combine(model, "model.safetensors"));
        return Convert.ToHexStringLower(SHA256.HashData(weights));
    }
}
