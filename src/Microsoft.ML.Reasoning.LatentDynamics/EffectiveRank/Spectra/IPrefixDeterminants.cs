namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>ln det(C + s I) for the matrix C of inner products of every centred prefix of a response at once, shift by shift.</summary>
/// <remarks>
/// The Cholesky factor of a leading block is the leading block of the factor. Centring a prefix projects on the complement of the vector of
/// ones, and the determinant there is det(A) (1^T A^-1 1) / n, where 1^T A^-1 1 is the sum of the squares of y, L y = 1, up to row n.
/// What is added to all inner products drops out of this, so a constant that keeps A regular in the direction of ones is.
/// </remarks>
internal interface IPrefixDeterminants
{
    /// <summary>The lengths of the prefixes, ascending, each at least 2; the last is that of all rows.</summary>
    int[] Lengths { get; }

    /// <summary>The number of features: no prefix has more eigenvalues that are not zero.</summary>
    int Width { get; }

    /// <summary>The largest eigenvalue of the matrix of all rows: the unit of the shifts.</summary>
    double Scale { get; }

    /// <summary>The sum of the eigenvalues of each prefix.</summary>
    double[] Traces { get; }

    /// <summary>The rounding error of an inner product, relative to the squared length of a row.</summary>
    double Precision { get; }

    /// <summary>
    /// For each shift and prefix, the sum over the eigenvalues x, but for the one that centring makes zero, of ln(x / Scale + shift);
    /// null where a matrix is not positive definite in this precision.
    /// </summary>
    double[][]? LogDeterminants(ReadOnlySpan<double> shifts);

    /// <summary>After a single <see cref="LogDeterminants"/> without a shift: the smallest eigenvalue over <see cref="Scale"/>, slightly too large.</summary>
    double Smallest();
}
