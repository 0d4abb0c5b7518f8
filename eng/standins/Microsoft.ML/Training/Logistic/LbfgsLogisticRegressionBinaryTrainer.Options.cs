namespace Microsoft.ML.Trainers;

public sealed partial class LbfgsLogisticRegressionBinaryTrainer
{
    public sealed class Options : OptionsBase
    {
        public Options()
        {
        }
    }
}
