namespace R2N2.Training;

/// <summary>Instances and their solutions.</summary>
/// <param name="Instances">The instances.</param>
/// <param name="Solutions">x of all of them, one after another.</param>
/// <param name="Rows">Those that are solved.</param>
internal sealed record SolvedRows(InstanceBatch Instances, double[] Solutions, int[] Rows)
{
    /// <summary>The most unknowns for which a derivative of every instance does not take long.</summary>
    public const int MostForNewton = 64;

    // Solutions of one instance that differ by more, in units of their size, are two.
    private const double Apart = 0.01;

    /// <summary>The unknowns of an instance, m.</summary>
    private int Unknowns => Solutions.Length / Instances.Count;

    /// <summary>Solves instances.</summary>
    /// <param name="solver">A solver.</param>
    /// <param name="instances">The instances.</param>
    public static SolvedRows Of(CountedSolver solver, InstanceBatch instances)
    {
        CountedSolution found = solver.Solve(instances);
        return new SolvedRows(
            instances, found.Solutions, [.. Enumerable.Range(0, instances.Count).Where(i => found.Status[i] == SolveStatus.Converged)]);
    }

    /// <summary>Solves instances by a classical method from where the family starts.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="instances">The instances.</param>
    /// <exception cref="TrainingFailedException">There are many unknowns, and the mean Jacobian is singular.</exception>
    public static SolvedRows OfClassical(EquationFamily family, InstanceBatch instances) =>
        Of(new CountedSolver(Classical(family, instances), new SolverExportOptions()), instances);

    private static R2N2Network Classical(EquationFamily family, InstanceBatch instances)
    {
        if (instances.Count == 0 || family.StateSize <= MostForNewton)
        {
            return new R2N2Network(family, Superstructure.Newton, Superstructure.Newton.Classical);
        }

        InstanceBatch sample = MeanJacobian.SampleOf(family, instances);
        MeanJacobian mean = MeanJacobian.Of(family, sample) ?? throw new TrainingFailedException(MeanJacobianStep.Singular(family, sample));
        Superstructure chord = Superstructure.Chord with { Preconditioner = Preconditioner.Constant(mean.Inverse) };
        return new R2N2Network(family, chord, chord.Classical);
    }

    /// <summary>The solution of an instance.</summary>
    /// <param name="row">The instance.</param>
    public ReadOnlySpan<double> Solution(int row) => Solutions.AsSpan(row * Unknowns, Unknowns);

    /// <summary>The share of the instances that both solve where the solutions are not the same.</summary>
    /// <param name="other">Solutions of the same instances.</param>
    public double ShareApart(SolvedRows other)
    {
        int[] both = [.. Rows.Intersect(other.Rows)];
        double[] sizes = [.. both.Select(row => Distance(Solution(row), new double[Unknowns]))];
        double usual = sizes.Order().ElementAtOrDefault(sizes.Length / 2);
        int apart = both.Zip(sizes).Count(pair =>
            Distance(Solution(pair.First), other.Solution(pair.First)) > Apart * Math.Max(pair.Second, usual));
        return both.Length == 0 ? 0 : (double)apart / both.Length;
    }

    /// <summary>How far the solutions are from guesses: ‖x₀ - x‖₂ of the median of the solved instances.</summary>
    /// <param name="family">The problem, with the guesses.</param>
    public double DistanceFromStart(EquationFamily family)
    {
        var start = NewtonPoint.Start(family, Instances);
        return Rows.Select(row => Distance(start.X(row), Solution(row))).Order().ElementAt(Rows.Length / 2);
    }

    private static double Distance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += (left[i] - right[i]) * (left[i] - right[i]);
        }

        return Math.Sqrt(sum);
    }
}
