using Microsoft.ML.Calibrators;

namespace Microsoft.ML.Data;

internal interface IScoringModel
{
    ICalibrator Calibration { get; }

    float Score(in VBuffer<float> features);
}
