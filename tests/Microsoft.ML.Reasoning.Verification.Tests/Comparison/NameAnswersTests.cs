namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>Answers that are names: the ordering problems of examples/01-TrainTinyReasoner ask for them.</summary>
[TestClass]
public sealed class NameAnswersTests
{
    private static readonly string[] s_names = ["Mia", "Ben", "Lena", "Omar", "Ada", "Tom", "Ruth", "Ivan", "Nora", "Hugo"];

    [TestMethod]
    public void Every_name_is_equal_to_itself_alone()
    {
        // Read as mathematics, "Ada" would be a product of three symbols, and equal to any order of them.
        var verifier = new AnswerVerifier();
        foreach (string gold in s_names)
            foreach (string name in s_names)
                Assert.AreEqual(gold == name, verifier.Verify(gold, Worked(name)).IsCorrect, $"{name} for {gold}");
    }

    [TestMethod]
    [DataRow("#### mia")]
    [DataRow("#### MIA")]
    [DataRow("#### Mia.")]
    [DataRow("####  Mia \n")]
    [DataRow("####Mia")]
    public void Case_and_punctuation_do_not_count(string end) =>
        Assert.IsTrue(new AnswerVerifier().Verify("Mia", "Number 1 is the tallest, that is Ben.\n" + end).IsCorrect);

    [TestMethod]
    [DataRow("#### Mai")]
    [DataRow("#### Mi")]
    [DataRow("#### Miaa")]
    [DataRow("#### Mia Ben")]
    [DataRow("#### ")]
    public void What_is_almost_the_name_is_not_the_name(string end) =>
        Assert.IsFalse(new AnswerVerifier().Verify("Mia", "Number 1 is the tallest, that is Ben.\n" + end).IsCorrect);

    private static string Worked(string name) => $"The tallest is Nora, so number 1 is Nora.\nAs Nora is taller than {name}, number 2 is {name}.\n#### {name}";
}
