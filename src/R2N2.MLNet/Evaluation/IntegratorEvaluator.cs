using System.Diagnostics;
using Microsoft.ML;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>Evaluates an integrator over data, in blocks of rows.</summary>
/// <param name="model">The integrator.</param>
/// <param name="family">The problem that it was trained for.</param>
/// <param name="baseline">The classical method; null for the most accurate one, by the median error, that takes no more evaluations.</param>
internal sealed class IntegratorEvaluator(SolverTransformer model, InitialValueFamily family, ButcherTableau? baseline)
{
    private const int ReferenceSteps = 64;

    // The least that a classical method has.
    private const int LeastStages = 2;

    private readonly ReferenceIntegrator _reference = new(family, ReferenceSteps);

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
        Baseline[] baselines = [.. Baselines(description.Tableau.Stages)];
        foreach (InstanceBatch instances in EvaluationRows.Read(model, model.Transform(data), [.. model.Solver.Inputs, found]))
        {
            IntegratorBatch batch = IntegratorBatch.Read(family, instances);
            ReferenceSolution exact = _reference.Solve(batch, [.. Enumerable.Repeat(1, batch.Count)]);
            HashSet<int> usable = [.. batch.Usable()];
            ArrayValue learned = new(instances[next.Name].ToArray(), batch.Count, batch.State.Shape);
            for (int i = 0; i < batch.Count; i++)
            {
                own.Add(learned.Of(i), exact, i, usable.Contains(i));
            }

            Array.ForEach(baselines, method => method.Add(batch, exact, usable));
        }

        return new Evaluation<IntegratorMetrics>(
            own.ToMetrics($"R2N2, {description.Tableau.Stages} stages", description.Tableau, ModelTime.PerRow(model, data)),
            [baselines.Select(method => method.ToMetrics()).MinBy(metrics => double.IsNaN(metrics.Error.Median) ? double.PositiveInfinity : metrics.Error.Median)!]);
    }

    private IEnumerable<Baseline> Baselines(int stages) => baseline is not null
        ? [new Baseline(family, Name(baseline), baseline)]
        : ButcherTableau.Classical.Where(method => method.Tableau.Stages <= Math.Max(stages, LeastStages))
            .Select(method => new Baseline(family, method.Name, method.Tableau));

    private static void RequireStep(IntegratorDescription description)
    {
        if (description.Options.Form != IntegratorForm.Step)
        {
            throw new ArgumentException(
                $"The integrator of the family '{description.FamilyName}' was exported as {description.Options.Form}; single steps are "
                + $"evaluated. Export it as {IntegratorForm.Step}.");
        }
    }

    private static string Name(ButcherTableau tableau) =>
        ButcherTableau.Classical.FirstOrDefault(method => method.Tableau.Equals(tableau.StepOnly())).Name
        ?? $"Runge-Kutta, {tableau.Stages} stages";

    private sealed class Baseline(InitialValueFamily family, string name, ButcherTableau tableau)
    {
        private readonly LaneIntegrator _method = new(family, tableau);
        private readonly Errors _errors = new();
        private readonly Stopwatch _clock = new();

        public void Add(IntegratorBatch batch, ReferenceSolution exact, HashSet<int> usable)
        {
            _clock.Start();
            ArrayValue next = _method.Step(batch).Next;
            _clock.Stop();
            for (int i = 0; i < batch.Count; i++)
            {
                _errors.Add(next.Of(i), exact, i, usable.Contains(i));
            }
        }

        public IntegratorMetrics ToMetrics() => _errors.ToMetrics(name, tableau, _clock.Elapsed / Math.Max(_errors.Rows, 1));
    }

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

        public IntegratorMetrics ToMetrics(string method, ButcherTableau tableau, TimeSpan timePerRow) => new()
        {
            Method = method,
            Order = tableau.Order,
            Rows = Rows,
            NotFinite = _notFinite,
            WithoutReference = _withoutReference,
            Error = _errors.ToQuantiles(),
            EvaluationsPerRow = tableau.Stages,
            TimePerRow = timePerRow,
        };
    }
}
