using R2N2.Onnx;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>Integrates batches with the vectorised engine, by the expressions that exported files hold too.</summary>
/// <param name="family">The problem.</param>
/// <param name="tableau">The method.</param>
internal sealed class LaneIntegrator(InitialValueFamily family, ButcherTableau tableau)
{
    private readonly R2N2Integrator _method = new(family, tableau);
    private readonly Lock _gate = new();
    private LaneEngine<double>? _step;
    private LaneEngine<double>? _rollout;
    private LaneEngine<double>? _states;
    private (AdaptiveOptions Options, LaneEngine<double> Engine)? _adaptive;

    /// <summary>One step: y' and, where there is an embedded row, the error estimate.</summary>
    public (ArrayValue Next, ArrayValue? Estimate) Step(IntegratorBatch batch)
    {
        LaneEngine<double> engine = Engine(ref _step, () => StepScheme.Of(Slots()));
        double[] next = new double[batch.State.Values.Length];
        double[]? estimate = tableau.HasEmbedded ? new double[next.Length] : null;
        Run(engine, batch, 0, estimate is null ? [next] : [next, estimate], []);
        return (batch.State with { Values = next }, estimate is null ? null : batch.State with { Values = estimate });
    }

    /// <summary>Many steps: all states, [N, steps + 1, m], and how each instance ended.</summary>
    /// <param name="batch">The instances.</param>
    /// <param name="steps">How many.</param>
    public (double[] Trajectory, IntegrationStatus[] Status) Rollout(IntegratorBatch batch, int steps)
    {
        LaneEngine<double> engine = Engine(ref _rollout, () => RolloutScheme.Of(Slots()));
        double[] trajectory = new double[ArrayLength.Of(batch.Count, (steps + 1.0) * family.StateSize, "The trajectories")];
        long[] status = new long[batch.Count];
        Run(engine, batch, steps, [trajectory, default], [default, status]);
        return (trajectory, Array.ConvertAll(status, code => (IntegrationStatus)code));
    }

    /// <summary>The states after each of some steps, [N, K, m]; NaN from where an instance is not finite.</summary>
    /// <param name="batch">The instances.</param>
    /// <param name="steps">K.</param>
    /// <param name="substeps">The smaller steps that each step is made in.</param>
    /// <param name="cancellation">Looked at after every smaller step.</param>
    public double[] States(IntegratorBatch batch, int steps, int substeps, CancellationToken cancellation)
    {
        LaneEngine<double> engine = Engine(ref _states, () => RolloutScheme.Of(Slots(), isStatusOfSteps: true));
        int m = family.StateSize;
        IntegratorBatch fine = batch with
        {
            StepSize = batch.StepSize with { Values = [.. batch.StepSize.Values.Select(size => size / substeps)] },
        };
        double[] trajectory = new double[ArrayLength.Of(batch.Count, (steps + 1.0) * m, "The trajectories")];
        double[] status = new double[batch.Count * (steps + 1)];
        Run(engine, fine, steps * substeps, [trajectory, status], [], substeps, cancellation: cancellation);
        double[] states = new double[batch.Count * steps * m];
        for (int i = 0; i < batch.Count; i++)
        {
            int first = i * (steps + 1);
            trajectory.AsSpan((first + 1) * m, steps * m).CopyTo(states.AsSpan(i * steps * m));
            int good = status.AsSpan(first, steps + 1).IndexOfAnyExcept((double)IntegrationStatus.Completed);
            if (good >= 0)
            {
                states.AsSpan(((i * steps) + Math.Max(good - 1, 0)) * m, (steps - Math.Max(good - 1, 0)) * m).Fill(double.NaN);
            }
        }

        return states;
    }

    /// <summary>Integrates to the ends, each instance with steps of its own.</summary>
    public AdaptiveResult Integrate(IntegratorBatch batch, ArrayValue ends, AdaptiveOptions options)
    {
        double[] states = new double[batch.State.Values.Length];
        double[] reached = new double[batch.Count];
        long[] status = new long[batch.Count];
        long[] accepted = new long[batch.Count];
        long[] rejected = new long[batch.Count];
        Run(
            AdaptiveEngine(options),
            batch,
            options.StepLimit,
            [states, reached, default, default, default],
            [default, default, status, accepted, rejected],
            ends: ends);
        return new AdaptiveResult(
            states,
            reached,
            Array.ConvertAll(status, code => (IntegrationStatus)code),
            accepted,
            rejected,
            AdaptiveResult.Evaluations(tableau, accepted, rejected));
    }

    private IntegratorSlots Slots(params Parameter[] more) => new(_method, [.. family.Inputs, .. more]);

    private LaneEngine<double> Engine(ref LaneEngine<double>? known, Func<LaneScheme> scheme)
    {
        lock (_gate)
        {
            return known ??= new LaneEngine<double>(scheme());
        }
    }

    private LaneEngine<double> AdaptiveEngine(AdaptiveOptions options)
    {
        lock (_gate)
        {
            if (_adaptive is not { } known || known.Options != options)
            {
                IntegratorSlots slots = Slots(new Parameter(IntegratorInputs.EndTime));
                known = (options, new LaneEngine<double>(AdaptiveScheme.Of(slots, options, OnnxPrecision.Float64.Resolution())));
                _adaptive = known;
            }

            return known.Engine;
        }
    }

    private void Run(
        LaneEngine<double> engine,
        IntegratorBatch batch,
        int limit,
        Memory<double>[] numbers,
        Memory<long>[] integers,
        int stride = 1,
        ArrayValue? ends = null,
        CancellationToken cancellation = default)
    {
        ReadOnlyMemory<double>[] inputs =
        [
            batch.State.Values,
            batch.StepSize.Values,
            .. family.IsAutonomous ? [] : new ReadOnlyMemory<double>[] { batch.Time.Values },
            .. batch.Parameters.Select(parameter => (ReadOnlyMemory<double>)parameter.Values),
            .. ends is null ? [] : new ReadOnlyMemory<double>[] { ends.Values },
        ];
        engine.Run(
            (job, _) =>
            {
                job.Inputs = inputs;
                job.Numbers = numbers;
                job.Integers = integers;
                job.First = 0;
                job.Count = batch.Count;
                job.Limit = limit;
                job.Stride = stride;
                job.Cancellation = cancellation;
            },
            0,
            Environment.ProcessorCount);
    }
}
