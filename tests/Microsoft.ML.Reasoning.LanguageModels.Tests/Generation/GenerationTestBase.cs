namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Tests that run with the decoder of the host and with that of the device.</summary>
public abstract class GenerationTestBase(bool onHost)
{
    private const string Switch = "Microsoft.ML.Reasoning.DecodeOnHost";

    [TestInitialize]
    public void ChooseDecoder() => AppContext.SetSwitch(Switch, onHost);

    [TestCleanup]
    public void ChooseDefault() => AppContext.SetSwitch(Switch, true);
}
