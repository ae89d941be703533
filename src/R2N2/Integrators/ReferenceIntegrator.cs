namespace R2N2;

/// <summary>
/// Reference solutions: the states after each of some steps, every step made in many smaller ones by the method of Dormand and
/// Prince, and how far they are from those of half as many. Instances that differ too much are repeated with twice as many, a
/// few times.
/// </summary>
/// <remarks>The difference bounds the error of what is returned wherever twice as many steps at least halve the error.</remarks>
/// <param name="family">The problem.</param>
/// <param name="substeps">The smaller steps of each step, at least 2.</param>
internal sealed class ReferenceIntegrator(InitialValueFamily family, int substeps)
{
    // The largest difference, relative to the way that the state has gone.
    private const double Tolerance = 1e-6;

    // Where the state hardly moves, the difference is rounding: this much relative to the state is allowed.
    private const double Rounding = 1e-13;
    private const int Refinements = 4;

    private readonly LaneIntegrator _method = new(family, ButcherTableau.DormandPrince.StepOnly());

    /// <summary>Solves instances; one that is not finite, or has no step size above 0, has no solution.</summary>
    /// <param name="batch">The instances.</param>
    /// <param name="counts">The number of steps of each.</param>
    /// <param name="cancellation">Looked at after every smaller step.</param>
    public ReferenceSolution Solve(IntegratorBatch batch, int[] counts, CancellationToken cancellation = default)
    {
        int steps = counts.DefaultIfEmpty().Max();
        int width = steps * family.StateSize;
        double[] states = new double[batch.Count * width];
        double[] errors = new double[batch.Count];
        Array.Fill(errors, double.PositiveInfinity);
        int[] rows = batch.Usable();
        for (int n = substeps / 2; rows.Length > 0 && n <= substeps << Refinements; n *= 2)
        {
            double[] finer = _method.States(batch.Rows(rows), steps, n, cancellation);
            for (int i = 0; i < rows.Length; i++)
            {
                int row = rows[i];
                Span<double> known = states.AsSpan(row * width, width);
                ReadOnlySpan<double> next = finer.AsSpan(i * width, width);
                errors[row] = n < substeps
                    ? double.PositiveInfinity
                    : Difference(batch.State.Of(row), known, next, counts[row]);
                next.CopyTo(known);
            }

            rows = [.. rows.Where(row => errors[row] > Tolerance)];
        }

        return new ReferenceSolution(steps, family.StateSize, states, errors, [.. errors.Select(error => error <= Tolerance)]);
    }

    // The largest over the steps; infinite where a state is not finite.
    private static double Difference(ReadOnlySpan<double> start, ReadOnlySpan<double> coarse, ReadOnlySpan<double> fine, int steps)
    {
        int m = start.Length;
        double size = EuclideanNorm.Of(start);
        double way = 0;
        double largest = 0;
        for (int k = 0; k < steps; k++)
        {
            ReadOnlySpan<double> state = fine.Slice(k * m, m);
            size = Math.Max(size, EuclideanNorm.Of(state));
            way = Math.Max(way, EuclideanNorm.OfDifference(state, start));
            double difference = EuclideanNorm.OfDifference(state, coarse.Slice(k * m, m));
            double relative = difference == 0 ? 0 : difference / Math.Max(way, Rounding / Tolerance * size);
            largest = double.IsFinite(relative) ? Math.Max(largest, relative) : double.PositiveInfinity;
        }

        return largest;
    }
}
