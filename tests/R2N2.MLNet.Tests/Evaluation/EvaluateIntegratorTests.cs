using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.Training;

namespace R2N2.MLNet.Tests;

public sealed class EvaluateIntegratorTests
{
    private static readonly InitialValueFamily Decay =
        ProblemFamily.InitialValue("decay", 2, [new("a")], (y, p) => -p["a"] * y);

    private static readonly IntegratorOptions Options = new()
    {
        Stages = 3,
        Training = new TrainingOptions { Starts = 2, Seed = 4, Optimizer = new LevenbergMarquardt { IterationLimit = 15 } },
    };

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Evaluate_Integrator_MeasuresErrorsOfAllRowsAgainstTheTrueSolution()
    {
        Row[] rows = Rows(2100);
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        using IntegratorTransformer model = _context.R2N2().Integrator(Decay, Options).Fit(_context.Data.TakeRows(data, 60));

        Evaluation<IntegratorMetrics> evaluation = _context.R2N2().Evaluate(model, data);

        // y(h) = exp(-a h) y(0), of which every method of 3 stages and order 3 gives the Taylor polynomial of degree 3.
        double[] classical = [.. rows.Select(row => Error(row, Taylor(row.A * row.StepSize)))];
        double[][] next = [.. ViewContent.Read(model.Transform(data), [model.Transform(data).Schema["NextState"]]).Select(row => (double[])row[0])];
        double[] learned = [.. rows.Zip(next, (row, y) => Error(row, y[0] / row.State[0]))];
        AssertErrors(classical, evaluation.Baselines[0]);
        AssertErrors(learned, evaluation.Model);
        Assert.Equal((3, 3), (evaluation.Model.EvaluationsPerRow, evaluation.Baselines[0].EvaluationsPerRow));
        Assert.Equal((model.Integrator.Tableau.Order, 3), (evaluation.Model.Order, evaluation.Baselines[0].Order));
        Assert.Contains("Kutta3", evaluation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_RowsWithoutAReferenceOrNotFinite_AreCountedAndLeftOutOfTheErrors()
    {
        // y' = y² from 1 has its pole at t = 1.
        InitialValueFamily pole = ProblemFamily.InitialValue("pole", 1, y => y * y);
        PoleRow[] rows = [.. Enumerable.Range(0, 60).Select(i => new PoleRow { State = -1 - (0.01 * i), StepSize = 0.1 })];
        using IntegratorTransformer model = _context.R2N2().Integrator(pole, Options).Fit(_context.Data.LoadFromEnumerable(rows));
        Evaluation<IntegratorMetrics> sound = _context.R2N2().Evaluate(model, _context.Data.LoadFromEnumerable(rows));
        PoleRow[] more =
        [
            .. rows,
            new PoleRow { State = 1, StepSize = 1.5 },
            new PoleRow { State = double.NaN, StepSize = 0.1 },
            new PoleRow { State = -1, StepSize = double.NaN },
            new PoleRow { State = -1, StepSize = double.PositiveInfinity },
        ];

        Evaluation<IntegratorMetrics> evaluation = _context.R2N2().Evaluate(model, _context.Data.LoadFromEnumerable(more));

        foreach ((IntegratorMetrics expected, IntegratorMetrics found) in
            new[] { (sound.Model, evaluation.Model), (sound.Baselines[0], evaluation.Baselines[0]) })
        {
            Assert.Equal((60, 0, 0), (expected.Rows, expected.WithoutReference, expected.NotFinite));
            Assert.Equal((64, 1, 3), (found.Rows, found.WithoutReference, found.NotFinite));
            Assert.Equal(expected.Error, found.Error);
        }

        Assert.Contains("without reference", evaluation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_StateThatIsNotFinite_IsCounted()
    {
        Row[] rows = Rows(50);
        using IntegratorTransformer model = _context.R2N2().Integrator(Decay, Options).Fit(_context.Data.LoadFromEnumerable(rows));
        rows[49].State[1] = double.NaN;

        Evaluation<IntegratorMetrics> evaluation = _context.R2N2().Evaluate(
            model, _context.Data.LoadFromEnumerable(rows), ButcherTableau.Heun);

        Assert.Equal((50, 0, 1), (evaluation.Model.Rows, evaluation.Model.WithoutReference, evaluation.Model.NotFinite));
        Assert.Equal((50, 0, 1), (evaluation.Baselines[0].Rows, evaluation.Baselines[0].WithoutReference, evaluation.Baselines[0].NotFinite));
        Assert.Equal("Heun", evaluation.Baselines[0].Method);
    }

    [Fact]
    public void Evaluate_IntegratorOfAFile_GivesWhatTheTrainedOneDoes()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rows(200));
        using TemporaryFolder folder = new();
        string path = folder.File("decay.onnx");
        using IntegratorTransformer trained = _context.R2N2().Integrator(Decay, Options).Fit(data);
        trained.SaveAsOnnx(path);
        using SolverTransformer loaded = _context.R2N2().LoadSolver(path);

        Evaluation<IntegratorMetrics> found = _context.R2N2().Evaluate(loaded, Decay, data, ButcherTableau.Heun);

        Evaluation<IntegratorMetrics> expected = _context.R2N2().Evaluate(trained, data, ButcherTableau.Heun);
        Assert.Equal(expected.Model with { TimePerRow = null }, found.Model with { TimePerRow = null });
        Assert.Equal(expected.Baselines[0] with { TimePerRow = null }, found.Baselines[0] with { TimePerRow = null });
    }

    [Fact]
    public void Evaluate_WhatMakesNoSingleStepsOfTheFamily_IsRefused()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rows(3));
        using TemporaryFolder folder = new();
        string path = folder.File("decay.onnx");
        R2N2Integrator integrator = new(Decay, ButcherTableau.BogackiShampine);
        InitialValueFamily other = ProblemFamily.InitialValue("other", 2, y => -y);

        string Refused<T>(InitialValueFamily family)
            where T : Exception
        {
            using SolverTransformer model = _context.R2N2().LoadSolver(path);
            return Assert.Throws<T>(() => _context.R2N2().Evaluate(model, family, data, ButcherTableau.Heun)).Message;
        }

        integrator.SaveOnnx(path, new IntegratorExportOptions { Form = IntegratorForm.Adaptive });
        Assert.Contains("exported as Adaptive", Refused<ArgumentException>(Decay), StringComparison.Ordinal);
        integrator.SaveOnnx(path);
        Assert.Contains("Give the family that it was trained for", Refused<ArgumentException>(other), StringComparison.Ordinal);
        new R2N2Network(Scenarios.Linear.Family, Superstructure.Krylov(1), new Coefficients(-1.0)).SaveOnnx(path);
        Refused<OnnxFormatException>(Decay);
    }

    private static double Taylor(double z) => 1 - z + (z * z / 2) - (z * z * z / 6);

    private static double Error(Row row, double factor) =>
        Math.Abs(factor - Math.Exp(-row.A * row.StepSize)) * Math.Sqrt(row.State.Sum(value => value * value));

    private static void AssertErrors(double[] expected, IntegratorMetrics metrics)
    {
        Assert.Equal(expected.Length, metrics.Rows);
        Assert.Equal(expected.Max(), metrics.Error.Maximum, (1e-6 * expected.Max()) + 1e-14);
        double[] sorted = [.. expected.Order()];
        double median = sorted[((sorted.Length + 1) / 2) - 1];
        Assert.Equal(median, metrics.Error.Median, (0.006 * median) + 1e-14);
    }

    private static Row[] Rows(int count)
    {
        Random random = new(6);
        return [.. Enumerable.Range(0, count).Select(_ => new Row
        {
            State = [1 + random.NextDouble(), 1 + random.NextDouble()],
            StepSize = 0.1 + (0.2 * random.NextDouble()),
            A = 1 + (2 * random.NextDouble()),
        })];
    }

    private sealed class PoleRow
    {
        public double State { get; set; }

        public double StepSize { get; set; }
    }

    private sealed class Row
    {
        [VectorType(2)]
        public double[] State { get; set; } = [];

        public double StepSize { get; set; }

        [ColumnName("a")]
        public double A { get; set; }
    }
}
