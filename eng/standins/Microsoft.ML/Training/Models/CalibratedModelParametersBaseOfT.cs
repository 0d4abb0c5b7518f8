namespace Microsoft.ML.Calibrators;

public abstract class CalibratedModelParametersBase<TSubModel, TCalibrator> : CalibratedModelParametersBase
    where TSubModel : class
    where TCalibrator : class, ICalibrator
{
    private protected CalibratedModelParametersBase(TSubModel subModel, TCalibrator calibrator)
        : base(subModel, calibrator)
    {
    }

    public new TCalibrator Calibrator => (TCalibrator)base.Calibrator;

    public new TSubModel SubModel => (TSubModel)base.SubModel;
}
