using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Turns a symmetric matrix into a tridiagonal one of the same eigenvalues, by Householder reflections.</summary>
/// <remarks>
/// Reflections begin with the last row, so that what is left is always a leading block. The change that one makes to the rest and the
/// product that the next one needs of it are a single pass over memory. Without the vector of ones, the first reflection turns that to the
/// last coordinate, which is then left out: this centres the rows of a matrix of inner products and removes the eigenvalue 0 of centring.
/// </remarks>
internal sealed class Tridiagonalisation
{
    // A row of elements below this part of the trace is one of zeros.
    private const double Nothing = 1e-30;

    private double[] diagonal = [];
    private double[] sides = [];
    private double[] mirror = [];
    private double[] change = [];
    private double[] pendingMirror = [];
    private double[] pendingChange = [];

    /// <summary>The order of the tridiagonal matrix.</summary>
    public int Order { get; private set; }

    /// <summary>The diagonal.</summary>
    public ReadOnlySpan<double> Diagonal => diagonal.AsSpan(0, Order);

    /// <summary>The elements beside the diagonal but for their signs; the last is 0.</summary>
    public ReadOnlySpan<double> Sides => sides.AsSpan(0, Order);

    /// <summary>What was left out: the quadratic form of the vector of ones of length 1; 0 if nothing was.</summary>
    public double Removed { get; private set; }

    /// <summary>Reduces a matrix, which is overwritten.</summary>
    /// <param name="matrix">The matrix; of order 2 at least if the vector of ones is left out.</param>
    /// <param name="withoutOnes">Whether to take the matrix on the complement of the vector of ones.</param>
    public void Reduce(SymmetricRows matrix, bool withoutOnes)
    {
        Resize(matrix.Order);
        int row = matrix.Order - 1;
        double trace = 0;
        for (int i = 0; i < matrix.Order; i++)
            trace += matrix.Row(i)[i];
        double least = Nothing * trace * Nothing * trace;
        Removed = 0;
        if (withoutOnes)
        {
            mirror.AsSpan(0, matrix.Order).Fill(1);
            Reflect(matrix, matrix.Order, matrix.Order, 0);
            Removed = TakeRow(matrix, row--);
        }

        Order = row + 1;
        sides[row] = 0;
        for (; row >= 0; row--)
        {
            diagonal[row] = TakeRow(matrix, row);
            if (row == 0)
                break;
            Span<double> rest = mirror.AsSpan(0, SymmetricRows.Padded(row));
            double square = Products.Dot(rest, rest);
            sides[row - 1] = square > least ? Math.Sqrt(square) : 0;
            Reflect(matrix, row, square, least);
        }
    }

    /// <summary>Puts what a row has left of its diagonal into <see cref="mirror"/>, with the pending change, and returns the diagonal.</summary>
    private double TakeRow(SymmetricRows matrix, int row)
    {
        Span<double> source = matrix.Row(row), target = mirror.AsSpan(0, source.Length);
        source.CopyTo(target);
        Products.Add(-pendingMirror[row], pendingChange.AsSpan(0, target.Length), target);
        Products.Add(-pendingChange[row], pendingMirror.AsSpan(0, target.Length), target);
        double own = target[row];
        target[row..].Clear();
        return own;
    }

    /// <summary>Reflects the vector in <see cref="mirror"/> to its last coordinate; its change to the leading block is pending afterwards.</summary>
    private void Reflect(SymmetricRows matrix, int count, double square, double least)
    {
        int padded = SymmetricRows.Padded(count);
        Span<double> x = mirror.AsSpan(0, padded), y = change.AsSpan(0, padded);
        double scale = 0;
        if (square > least)
        {
            double last = x[count - 1], norm = Math.Sqrt(square);
            x[count - 1] = last + (last >= 0 ? norm : -norm);
            scale = 1 / (square + Math.Abs(last) * norm);
        }
        else
        {
            x.Clear();
        }

        y.Clear();
        ReflectionPass.Run(ref matrix.Origin, count, in pendingMirror[0], in pendingChange[0], in x[0], ref y[0]);
        y[count..].Clear();
        for (int j = 0; j < y.Length; j += SymmetricRows.Block)
            (scale * Vector512.Create<double>(y[j..])).CopyTo(y[j..]);
        Products.Add(-scale / 2 * Products.Dot(x, y), x, y);
        (mirror, pendingMirror) = (pendingMirror, mirror);
        (change, pendingChange) = (pendingChange, change);
    }

    private void Resize(int order)
    {
        int length = SymmetricRows.Padded(order);
        if (diagonal.Length < length)
        {
            (diagonal, sides) = (new double[length], new double[length]);
            (mirror, change, pendingMirror, pendingChange) = (new double[length], new double[length], new double[length], new double[length]);
        }

        mirror.AsSpan().Clear();
        pendingMirror.AsSpan().Clear();
        pendingChange.AsSpan().Clear();
    }
}
