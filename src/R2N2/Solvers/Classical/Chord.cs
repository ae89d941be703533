using System.Runtime.CompilerServices;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>The chord method: the step is -P f(x) with one matrix P for all instances and all steps, so that a step takes one evaluation of f.</summary>
internal sealed record Chord : ClassicalSolver
{
    private readonly ConditionalWeakTable<EquationFamily, LaneEngine<double>> _engines = [];
    private readonly Expression _inverse;

    /// <param name="mean">P.</param>
    public Chord(MeanJacobian mean) => _inverse = mean.Inverse;

    internal override string Name => "chord";

    private protected override LaneEngine<double> Engine(EquationFamily family) => _engines.GetValue(
        family, known => new LaneEngine<double>(ClassicalScheme.Of(known, (_, f, _) => (-(_inverse * f), 0))));
}
