using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

public sealed partial class LbfgsLogisticRegressionBinaryTrainer : LbfgsTrainerBase<
    LbfgsLogisticRegressionBinaryTrainer.Options,
    BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>,
    CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>
{
    internal LbfgsLogisticRegressionBinaryTrainer(IHostEnvironment env, Options options)
        : base(env.Register("LogisticRegression"), options, BooleanDataViewType.Instance)
    {
    }

    public BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Fit(IDataView trainData, LinearModelParameters modelParameters)
        => Train(trainData, modelParameters);

    private protected override IEnumerable<SchemaShape.Column> OutputColumns() => ScoreColumns.Shapes;

    private protected override CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> TrainModel(IDataView data, LinearModelParameters start)
    {
        using IChannel channel = Host.Start("Training");
        LogisticExamples examples = LogisticExamples.Read(data, FeatureColumn.Name, LabelColumn.Name, WeightColumn.Name);
        if (examples.Skipped > 0)
            channel.Warning(MessageSensitivity.None, "Skipped {0} instances with missing features/label/weight during training", examples.Skipped);
        if (examples.Count == 0)
            throw new InvalidOperationException("No valid training instances found, all instances have missing features.");
        var regression = new LogisticRegression(
            examples, Settings.L1Regularization, Settings.L2Regularization, Settings.EnforceNonNegativity, Settings.OptimizationTolerance, Settings.MaximumNumberOfIterations);
        return new CalibratedLinearModel(regression.Minimize(start));
    }

    private protected override BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> MakeTransformer(
        CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> model, DataViewSchema trainSchema)
        => new(model, (CalibratedLinearModel)model, trainSchema, FeatureColumn.Name);
}
