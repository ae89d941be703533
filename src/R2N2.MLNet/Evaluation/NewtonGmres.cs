namespace R2N2.MLNet;

/// <summary>
/// Newton's method with n steps of GMRES for its linear systems (Saad and Schultz, 1986; Arnoldi by modified Gram-Schmidt), over
/// a batch of instances at once, full steps, with exact derivatives by forward differentiation.
/// </summary>
/// <param name="family">The problem.</param>
/// <param name="innerIterations">n.</param>
internal sealed class NewtonGmres(EquationFamily family, int innerIterations)
{
    /// <summary>Solves a batch.</summary>
    /// <param name="instances">A column for each of the family's inputs.</param>
    /// <param name="absolute">The residual norm at which an instance is done; null for none.</param>
    /// <param name="relative">The reduction of it at which an instance is done; null for none.</param>
    /// <param name="limit">The most outer iterations; exactly so many without tolerances.</param>
    /// <returns>For every instance: how it ended, ‖f‖₂ in the end, outer iterations, evaluations of f and of products with its derivative.</returns>
    public (SolveStatus Status, double Norm, int Iterations, int Evaluations)[] Solve(
        InstanceBatch instances, double? absolute, double? relative, int limit)
    {
        var results = new (SolveStatus Status, double Norm, int Iterations, int Evaluations)[instances.Count];
        bool hasTolerance = absolute is not null || relative is not null;
        int[] rows = [.. Enumerable.Range(0, instances.Count)];
        ArrayValue[] parameters = [.. family.Parameters.Select(parameter => Column(instances, parameter))];
        ArrayValue x = Start(instances);
        double[] targets = [];
        int[] evaluations = new int[instances.Count];
        for (int k = 0; ; k++)
        {
            ArrayValue f = Complete(family.Evaluate(ArrayReader.Instance, x, parameters), rows.Length);
            double[] norms = [.. Enumerable.Range(0, rows.Length).Select(i => EuclideanNorm.Of(f.Of(i)))];
            targets = k == 0 ? [.. norms.Select(norm => Math.Max(absolute ?? 0, (relative ?? 0) * norm))] : targets;
            List<int> open = [];
            for (int i = 0; i < rows.Length; i++)
            {
                evaluations[rows[i]]++;
                bool done = hasTolerance && norms[i] <= targets[rows[i]];
                results[rows[i]] = (StatusOf(norms[i], done), norms[i], k, evaluations[rows[i]]);
                if (!done && double.IsFinite(norms[i]) && k < limit)
                {
                    open.Add(i);
                }
            }

            if (open.Count == 0)
            {
                return results;
            }

            int[] kept = [.. open];
            rows = [.. kept.Select(i => rows[i])];
            parameters = [.. parameters.Select(value => Take(value, kept))];
            (x, int[] products) = Step(Take(x, kept), Take(f, kept), parameters);
            for (int i = 0; i < rows.Length; i++)
            {
                evaluations[rows[i]] += products[i];
            }
        }
    }

    private static SolveStatus StatusOf(double norm, bool done) => !double.IsFinite(norm)
        ? SolveStatus.NotFinite
        : done ? SolveStatus.Converged : SolveStatus.IterationLimit;

    private static ArrayValue Column(InstanceBatch instances, Parameter parameter) =>
        new(instances[parameter.Name].ToArray(), instances.Count, parameter.Shape);

    private static ArrayValue Take(ArrayValue value, int[] rows) =>
        new([.. rows.SelectMany(row => value.Of(row).ToArray())], rows.Length, value.Shape);

    // A value that does not depend on the instance is one for all.
    private static ArrayValue Complete(ArrayValue value, int rows) =>
        value.Count == rows ? value : Take(value, [.. Enumerable.Range(0, rows)]);

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> vector)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += factor * vector[i];
        }
    }

    private ArrayValue Start(InstanceBatch instances)
    {
        Shape shape = Shape.Vector(family.StateSize);
        if (family.InitialGuess.Name is { } name)
        {
            return Column(instances, new Parameter(name, shape));
        }

        return Complete(new ArrayValue(family.InitialGuess.Values(family.StateSize), 1, shape), instances.Count);
    }

    // x plus an approximate solution of J d = -f, and how many products it took.
    private (ArrayValue X, int[] Products) Step(ArrayValue x, ArrayValue f, ArrayValue[] parameters)
    {
        int m = family.StateSize;
        double[] start = [.. f.Values];
        HessenbergSystem[] systems = [.. Enumerable.Range(0, f.Count).Select(i =>
        {
            double beta = EuclideanNorm.Of(f.Of(i));
            Span<double> direction = start.AsSpan(i * m, m);
            for (int j = 0; j < m; j++)
            {
                direction[j] /= beta == 0 ? 1 : -beta;
            }

            return new HessenbergSystem(innerIterations, beta);
        })];
        List<double[]> basis = [start];
        while (basis.Count <= innerIterations && systems.Any(system => !system.IsComplete))
        {
            double[] next = Product(x, new ArrayValue(basis[^1], f.Count, f.Shape), parameters);
            for (int i = 0; i < f.Count; i++)
            {
                Orthogonalise(next.AsSpan(i * m, m), basis, i, systems[i]);
            }

            basis.Add(next);
        }

        double[] values = [.. x.Values];
        for (int i = 0; i < f.Count; i++)
        {
            double[] weights = systems[i].Solve();
            for (int j = 0; j < weights.Length; j++)
            {
                AddScaled(values.AsSpan(i * m, m), weights[j], basis[j].AsSpan(i * m, m));
            }
        }

        return (new ArrayValue(values, f.Count, f.Shape), Array.ConvertAll(systems, system => system.Columns));
    }

    private double[] Product(ArrayValue x, ArrayValue direction, ArrayValue[] parameters)
    {
        ArrayValue product = family.Differentiate(ArrayReader.Instance, x, direction, parameters)!;
        return [.. Complete(product, direction.Count).Values];
    }

    private static void Orthogonalise(Span<double> next, List<double[]> basis, int row, HessenbergSystem system)
    {
        if (system.IsComplete)
        {
            next.Clear();
            return;
        }

        double[] column = new double[basis.Count];
        for (int j = 0; j < basis.Count; j++)
        {
            ReadOnlySpan<double> known = basis[j].AsSpan(row * next.Length, next.Length);
            column[j] = Dot(known, next);
            AddScaled(next, -column[j], known);
        }

        double length = EuclideanNorm.Of(next);
        system.Add(column, length);
        for (int j = 0; j < next.Length; j++)
        {
            next[j] = system.IsComplete ? 0 : next[j] / length;
        }
    }
}
