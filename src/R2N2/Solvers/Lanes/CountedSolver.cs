using System.Numerics;
using R2N2.Onnx;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>
/// What <see cref="Solver"/> computes with a network and a tolerance, counted: operations and evaluations of f, those of the
/// safeguard among them, which depend on network and instances only and not on the machine.
/// </summary>
internal sealed class CountedSolver
{
    private readonly R2N2Network _network;
    private readonly SolverExportOptions _options;
    private readonly LaneScheme _scheme;
    private readonly Action<ReadOnlyMemory<double>[], Memory<double>[], Memory<long>[], int> _run;
    private readonly double _startOperations;
    private readonly Plan _odd;
    private readonly int _lanes;
    private readonly int _fewestLanes;

    /// <summary>Prepares a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">Tolerances, limit, safeguard, precision; with a tolerance, and no history.</param>
    public CountedSolver(R2N2Network network, SolverExportOptions options)
    {
        _network = network;
        _options = options;
        _scheme = ToleranceScheme.Of(network, options, countsOddTurns: true);
        (_run, _lanes, _fewestLanes) = options.Precision switch
        {
            OnnxPrecision.Float64 => Runner<double>(),
            OnnxPrecision.Float32 => Runner<float>(),
        };

        // As the engine runs them once they are compiled.
        _startOperations = OperationCost.Instance + (OperationCost.Begins * OperationCost.Of(PlanGrouping.Group(_scheme.Start.Plan), _lanes));
        TurnOperations = OperationCost.Turn + OperationCost.Of(PlanGrouping.Group(_scheme.Turn[0].Plan), _lanes);
        _odd = PlanGrouping.Group(_scheme.Turn[1].Plan);
    }

    /// <summary>The operations of one ordinary outer iteration, weighed as <see cref="OperationCost"/> says.</summary>
    public double TurnOperations { get; }

    private int EvaluationsPerOddTurn => _options.Safeguard is null ? 0 : SafeguardSearch.Evaluations(_network.Superstructure, _network.Family.StateSize);

    /// <summary>Solves instances.</summary>
    /// <param name="instances">A column for each of the family's inputs.</param>
    public CountedSolution Solve(InstanceBatch instances)
    {
        int count = instances.Count;
        ReadOnlyMemory<double>[] inputs = [.. _network.Family.Inputs.Select(input => instances[input.Name])];
        double[] solutions = new double[checked(count * _network.Family.StateSize)];
        double[] norms = new double[count];
        long[] iterations = new long[count];
        long[] status = new long[count];
        long[] oddTurns = new long[count];
        _run(
            inputs,
            [solutions, norms, default, default, default],
            [default, default, iterations, status, oddTurns],
            count);
        return new CountedSolution(solutions, norms, iterations, Array.ConvertAll(status, code => (SolveStatus)code), oddTurns);
    }

    /// <summary>The operations of an instance, on average.</summary>
    /// <param name="solution">How instances were solved.</param>
    public double Operations(CountedSolution solution)
    {
        double turns = solution.Iterations.Average(), oddTurns = solution.OddTurns.Average();

        // Those of a block that have an odd turn at the same time share its steps.
        int together = turns > 0 ? (int)Math.Clamp(_lanes * oddTurns / turns, _fewestLanes, _lanes) : _fewestLanes;
        return _startOperations + (TurnOperations * turns) + (OperationCost.Of(_odd, together) * oddTurns);
    }

    /// <summary>The evaluations of f of an instance, on average: the one at the initial guess and products with J included.</summary>
    /// <param name="solution">How instances were solved.</param>
    public double Evaluations(CountedSolution solution) =>
        1 + (_network.Superstructure.Evaluations(_network.Family.StateSize) * solution.Iterations.Average()) + (EvaluationsPerOddTurn * solution.OddTurns.Average());

    // And the lanes of its blocks: of most of them, and of those with the fewest.
    private (Action<ReadOnlyMemory<double>[], Memory<double>[], Memory<long>[], int> Run, int Lanes, int Fewest) Runner<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LaneEngine<T> engine = new(_scheme);
        int limit = _options.LimitFor(_network);
        void Run(ReadOnlyMemory<double>[] inputs, Memory<double>[] numbers, Memory<long>[] integers, int count) => engine.Run(
            (job, _) =>
            {
                (job.Inputs, job.Numbers, job.Integers) = (inputs, numbers, integers);
                (job.Count, job.Limit) = (count, limit);
            },
            count,
            Environment.ProcessorCount);
        return (Run, engine.MostLanes, LaneLayout.Multiple<T>());
    }
}
