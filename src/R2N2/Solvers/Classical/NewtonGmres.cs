namespace R2N2;

/// <summary>
/// Newton's method with n steps of GMRES for its linear systems (Saad and Schultz, 1986; Arnoldi by modified Gram-Schmidt), each
/// one product with f's derivative: the classical method with as many evaluations a step as a solver with n inner iterations.
/// </summary>
/// <remarks>n products a step, fewer where the Krylov space holds the solution of the linear system before.</remarks>
public sealed record NewtonGmres : ClassicalSolver
{
    /// <summary>n; 4 by default, at least 1.</summary>
    public int InnerIterations
    {
        get;
        init => field = Guard.AtLeast(value, 1);
    }
    = 4;

    internal override string Name => $"Newton-GMRES({InnerIterations})";

    private protected override long NumbersPerInstance(int unknowns) =>
        ((InnerIterations + 5L) * unknowns) + ((long)InnerIterations * InnerIterations);

    private protected override (double[] Directions, int[] Products) Directions(NewtonPoint point)
    {
        int m = point.Unknowns;
        (List<double[]> basis, HessenbergSystem[] systems) = Krylov(point);
        double[] directions = new double[point.Count * m];
        for (int i = 0; i < point.Count; i++)
        {
            double[] weights = systems[i].Solve();
            for (int j = 0; j < weights.Length; j++)
            {
                VectorMath.AddScaled(directions.AsSpan(i * m, m), weights[j], basis[j].AsSpan(i * m, m));
            }
        }

        return (directions, Array.ConvertAll(systems, system => system.Columns));
    }

    // An orthonormal basis of span{f, J f, …} for every instance, and what the products say of it.
    private (List<double[]> Basis, HessenbergSystem[] Systems) Krylov(NewtonPoint point)
    {
        int m = point.Unknowns;
        double[] start = point.Residual.ToArray();
        HessenbergSystem[] systems = [.. Enumerable.Range(0, point.Count).Select(i =>
        {
            Span<double> direction = start.AsSpan(i * m, m);
            double beta = EuclideanNorm.Of(direction);
            foreach (ref double number in direction)
            {
                number /= beta == 0 ? 1 : -beta;
            }

            return new HessenbergSystem(InnerIterations, beta);
        })];
        List<double[]> basis = [start];
        while (basis.Count <= InnerIterations && systems.Any(system => !system.IsComplete))
        {
            double[] next = point.Product(basis[^1]);
            for (int i = 0; i < point.Count; i++)
            {
                Orthogonalise(next.AsSpan(i * m, m), basis, i, systems[i]);
            }

            basis.Add(next);
        }

        return (basis, systems);
    }

    private static void Orthogonalise(Span<double> next, List<double[]> basis, int row, HessenbergSystem system)
    {
        if (system.IsComplete)
        {
            next.Clear();
            return;
        }

        double image = EuclideanNorm.Of(next);
        double[] column = new double[basis.Count];
        for (int j = 0; j < basis.Count; j++)
        {
            ReadOnlySpan<double> known = basis[j].AsSpan(row * next.Length, next.Length);
            column[j] = VectorMath.Dot(known, next);
            VectorMath.AddScaled(next, -column[j], known);
        }

        double length = EuclideanNorm.Of(next);
        system.Add(column, length, image);
        foreach (ref double number in next)
        {
            number = system.IsComplete ? 0 : number / length;
        }
    }
}
