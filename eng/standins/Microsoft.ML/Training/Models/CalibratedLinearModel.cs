using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

// Logistic regression's own link is the calibration.
internal sealed class CalibratedLinearModel(LinearBinaryModelParameters model)
    : CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>(model, new PlattCalibrator(slope: -1, offset: 0)), IScoringModel
{
    ICalibrator IScoringModel.Calibration => Calibrator;

    public float Score(in VBuffer<float> features) => SubModel.Score(features);
}
