using static R2N2.Expression;

namespace R2N2.Benchmarks.Zoo;

/// <summary>
/// AC power flow: unknown are t = tan(θ/2) of each bus' voltage angle but the slack's, which makes cos θ = (1 - t²)/(1 + t²) and sin θ = 2 t/(1 + t²), and the
/// voltages of buses whose power is given. What is injected is to be what flows off, per unit. A factor of the load of every bus differs.
/// </summary>
internal readonly struct PowerFlow : IZooEquations
{
    private const int Parts = 6;

    private readonly PowerGrid _grid;
    private readonly double[] _guess;
    private readonly double _spread;

    /// <summary>Sets it up.</summary>
    /// <param name="name">What its figures are called.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="spread">Factors are in U(1 - spread, 1 + spread).</param>
    /// <param name="guess">The initial guess; null for all angles 0, all unknown voltages 1.</param>
    public PowerFlow(string name, PowerGrid grid, double spread, double[]? guess = null)
    {
        (Name, _grid, _spread) = (name, grid, spread);
        _guess = guess ?? [.. new double[Angles], .. Enumerable.Repeat(1.0, grid.PowerCount)];
    }

    public string Name { get; }

    public EquationFamily Family
    {
        get
        {
            (PowerGrid grid, int angles) = (_grid, Angles);
            SparseMatrix admittances = Admittances();
            double[] fixedVoltages = grid.Voltage[grid.PowerCount..];
            double[] loads = [.. grid.LoadP[..angles], .. grid.LoadQ[..grid.PowerCount]];
            double[] generated = [.. grid.GeneratedP[..angles], .. new double[grid.PowerCount]];
            return ProblemFamily.Equations(
                Name,
                angles + grid.PowerCount,
                [new("load", angles)],
                (x, p) =>
                {
                    Expression t = x[..angles], voltage = Concat(x[angles..], fixedVoltages);
                    Expression scaled = voltage[..angles] / (1 + (t * t));
                    Expression real = scaled * (1 - (t * t)), imaginary = 2 * scaled * t;
                    Expression current = admittances * Concat(real, voltage[angles..], imaginary);
                    Expression currentReal = current[..angles], currentImaginary = current[angles..];
                    Expression active = (real * currentReal) + (imaginary * currentImaginary);
                    Expression reactive = ((imaginary * currentReal) - (real * currentImaginary))[..grid.PowerCount];
                    return Concat(active, reactive) + (Concat(p["load"], p["load"][..grid.PowerCount]) * loads) - generated;
                },
                InitialGuess.Constant(_guess));
        }
    }

    public int Scratch => Parts * _grid.Count;

    // Of all buses but the slack.
    private int Angles => _grid.Count - 1;

    public InstanceBatch Draw(int count, Random random) =>
        InstanceBatch.Of(count, ("load", random.Uniform(count * Angles, 1 - _spread, 1 + _spread)));

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        int n = _grid.Count, angles = Angles;
        Span<double> real = scratch[..n], imaginary = scratch.Slice(n, n), active = scratch.Slice(2 * n, n), reactive = scratch.Slice(3 * n, n);
        Span<double> voltage = scratch.Slice(4 * n, n), slope = scratch.Slice(5 * n, n);
        for (int i = 0; i < n; i++)
        {
            double t = i < angles ? x[i] : 0, reciprocal = 1 / (1 + (t * t));
            voltage[i] = i < _grid.PowerCount ? x[angles + i] : _grid.Voltage[i];
            slope[i] = 2 * reciprocal;
            real[i] = voltage[i] * (1 - (t * t)) * reciprocal;
            imaginary[i] = voltage[i] * t * slope[i];
            active[i] = _grid.ConductanceAt[i] * voltage[i] * voltage[i];
            reactive[i] = -_grid.SusceptanceAt[i] * voltage[i] * voltage[i];
        }

        foreach ((int i, int j, double g, double b) in _grid.Lines)
        {
            double cos = (real[i] * real[j]) + (imaginary[i] * imaginary[j]), sin = (imaginary[i] * real[j]) - (real[i] * imaginary[j]);
            active[i] += (g * cos) + (b * sin);
            reactive[i] += (g * sin) - (b * cos);
        }

        for (int i = 0; i < angles; i++)
        {
            f[i] = active[i] + (p[i] * _grid.LoadP[i]) - _grid.GeneratedP[i];
        }

        for (int i = 0; i < _grid.PowerCount; i++)
        {
            f[angles + i] = reactive[i] + (p[i] * _grid.LoadQ[i]);
        }
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        int n = _grid.Count;
        ReadOnlySpan<double> real = scratch[..n], imaginary = scratch.Slice(n, n), active = scratch.Slice(2 * n, n), reactive = scratch.Slice(3 * n, n);
        ReadOnlySpan<double> voltage = scratch.Slice(4 * n, n), slope = scratch.Slice(5 * n, n);
        foreach ((int i, int j, double g, double b) in _grid.Lines)
        {
            double cos = (real[i] * real[j]) + (imaginary[i] * imaginary[j]), sin = (imaginary[i] * real[j]) - (real[i] * imaginary[j]);
            double along = (g * cos) + (b * sin), across = (g * sin) - (b * cos);
            Write(jacobian, stride, i, j, slope[j], voltage[j], across, along, -along, across);
        }

        for (int i = 0; i < n; i++)
        {
            double square = voltage[i] * voltage[i], g = _grid.ConductanceAt[i] * square, b = _grid.SusceptanceAt[i] * square;
            Write(jacobian, stride, i, i, slope[i], voltage[i], -reactive[i] - b, active[i] + g, active[i] - g, reactive[i] - b);
        }
    }

    // The derivatives of bus i's powers by bus j's t and voltage, where there are such equations and unknowns.
    private void Write(
        Span<double> jacobian, int stride, int i, int j, double slope, double voltage, double activeByAngle, double activeByVoltage, double reactiveByAngle, double reactiveByVoltage)
    {
        int angles = Angles;
        if (i < angles && j < angles)
        {
            jacobian[(i * stride) + j] = activeByAngle * slope;
        }

        if (i < angles && j < _grid.PowerCount)
        {
            jacobian[(i * stride) + angles + j] = activeByVoltage / voltage;
        }

        if (i < _grid.PowerCount && j < angles)
        {
            jacobian[((angles + i) * stride) + j] = reactiveByAngle * slope;
        }

        if (i < _grid.PowerCount && j < _grid.PowerCount)
        {
            jacobian[((angles + i) * stride) + angles + j] = reactiveByVoltage / voltage;
        }
    }

    // From all real parts of voltages and all imaginary ones but the slack's, which is 0, to both parts of the currents of all buses but the slack.
    private SparseMatrix Admittances()
    {
        (PowerGrid grid, int angles) = (_grid, Angles);
        IEnumerable<(int Row, int Column, double G, double B)> elements = grid.Lines.Concat(
            Enumerable.Range(0, angles).Select(i => (i, i, grid.ConductanceAt[i], grid.SusceptanceAt[i])));
        return SparseMatrix.FromTriplets(
            2 * angles, grid.Count + angles, elements.Where(element => element.Row < angles).SelectMany(element => Blocks(element, grid.Count, angles)));
    }

    private static IEnumerable<(int Row, int Column, double Value)> Blocks((int Row, int Column, double G, double B) element, int n, int angles)
    {
        yield return (element.Row, element.Column, element.G);
        yield return (angles + element.Row, element.Column, element.B);
        if (element.Column < angles)
        {
            yield return (element.Row, n + element.Column, -element.B);
            yield return (angles + element.Row, n + element.Column, element.G);
        }
    }
}
