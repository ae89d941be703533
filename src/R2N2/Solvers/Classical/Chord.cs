using R2N2.Vectorised;

namespace R2N2;

/// <summary>The chord method: the step is -P f(x) with one matrix P for all instances and all steps, so that a step takes one evaluation of f.</summary>
internal sealed record Chord : ClassicalSolver
{
    private readonly LaneEngine<double> _step;

    /// <param name="mean">P.</param>
    public Chord(MeanJacobian mean)
    {
        Expression f = Expression.Input("f", Shape.Vector(mean.Inverse.GetLength(0)));
        _step = new LaneEngine<double>(LaneScheme.Once(new RecordedFunction("chord step", [f], [-(mean.Inverse * f)])));
    }

    internal override string Name => "chord";

    private protected override long NumbersPerInstance(int unknowns) => 4L * unknowns;

    private protected override (double[] Directions, int[] Products) Directions(NewtonPoint point)
    {
        double[] directions = new double[point.Residual.Length];
        FamilyFunctions.Run(_step, [point.Residual.ToArray()], [directions], point.Count);
        return (directions, new int[point.Count]);
    }
}
