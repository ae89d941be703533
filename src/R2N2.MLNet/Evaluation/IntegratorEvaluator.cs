using System.Diagnostics;
using Microsoft.ML;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>Evaluates an integrator over data, in blocks of rows.</summary>
/// <param name="model">The integrator.</param>
/// <param name="family">The problem that it was trained for.</param>
/// <param name="baseline">The classical method.</param>
internal sealed class IntegratorEvaluator(SolverTransformer model, InitialValueFamily family, ButcherTableau baseline)
{
    private const int ReferenceSteps = 64;

    private readonly ReferenceIntegrator _reference = new(family, ReferenceSteps);
    private readonly LaneIntegrator _baseline = new(family, baseline);

    /// <summary>The integrator and the baseline.</summary>
    public Evaluation<IntegratorMetrics> Compare(IDataView data)
    {
        var description = IntegratorDescriptionReader.Read(model.Solver.File.Exported);
        RequireStep(description);
        EvaluationRows.RequireSameInputs(description, family);
        model.Solver.Cancellation.ThrowIfCancelled();
        string state = model.Solver.ColumnOf(IntegratorOutputs.NextState);

        // What the transformer adds is read as what it is given, under a name longer, and so other, than those of all inputs.
        Parameter next = new(string.Concat(family.Inputs.Select(input => input.Name)) + "*", family.StateSize);
        SolverInput found = new(next, [state], "the next state");
        Errors own = new();
        Errors others = new();
        Stopwatch clock = new();
        foreach (InstanceBatch instances in EvaluationRows.Read(model, model.Transform(data), [.. model.Solver.Inputs, found]))
        {
            IntegratorBatch batch = IntegratorBatch.Read(family, instances);
            ReferenceSolution exact = _reference.Solve(batch, [.. Enumerable.Repeat(1, batch.Count)]);
            clock.Start();
            ArrayValue classical = _baseline.Step(batch).Next;
            clock.Stop();
            HashSet<int> usable = [.. batch.Usable()];
            ArrayValue learned = new(instances[next.Name].ToArray(), batch.Count, batch.State.Shape);
            for (int i = 0; i < batch.Count; i++)
            {
                own.Add(learned.Of(i), exact, i, usable.Contains(i));
                others.Add(classical.Of(i), exact, i, usable.Contains(i));
            }
        }

        int stages = description.Tableau.Stages;
        return new Evaluation<IntegratorMetrics>(
            own.ToMetrics($"R2N2, {stages} stages", stages, ModelTime.PerRow(model, data)),
            [others.ToMetrics(Name(), baseline.Stages, clock.Elapsed / Math.Max(own.Rows, 1))]);
    }

    private static void RequireStep(IntegratorDescription description)
    {
        if (description.Options.Form != IntegratorForm.Step)
        {
            throw new ArgumentException(
                $"The integrator of the family '{description.FamilyName}' was exported as {description.Options.Form}; single steps are "
                + $"evaluated. Export it as {IntegratorForm.Step}.");
        }
    }

    private string Name() => ReferenceEquals(baseline, ButcherTableau.RungeKutta4)
        ? "RK4"
        : $"Runge-Kutta, {baseline.Stages} stages";

    private sealed class Errors
    {
        private readonly QuantileSketch _errors = new();
        private long _notFinite;
        private long _withoutReference;

        public long Rows { get; private set; }

        public void Add(ReadOnlySpan<double> found, ReferenceSolution reference, int row, bool isUsable)
        {
            Rows++;
            if (!isUsable)
            {
                _notFinite++;
                return;
            }

            if (!reference.IsAccurate[row])
            {
                _withoutReference++;
                return;
            }

            double error = EuclideanNorm.OfDifference(found, reference.State(row, 1));
            _errors.Add(error);
            _notFinite += double.IsFinite(error) ? 0 : 1;
        }

        public IntegratorMetrics ToMetrics(string method, int evaluations, TimeSpan timePerRow) => new()
        {
            Method = method,
            Rows = Rows,
            NotFinite = _notFinite,
            WithoutReference = _withoutReference,
            Error = _errors.ToQuantiles(),
            EvaluationsPerRow = evaluations,
            TimePerRow = timePerRow,
        };
    }
}
