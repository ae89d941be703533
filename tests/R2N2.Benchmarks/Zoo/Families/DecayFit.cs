using static R2N2.Expression;

namespace R2N2.Benchmarks.Zoo;

/// <summary>
/// The least-squares fit of a e^(-b t) + c to 20 measured values, as equations: the gradient of half the sum of squares is zero. The values, with noise of 0.01,
/// differ, of a ∈ U(1, 2), b ∈ U(0.8, 1.4) and c ∈ U(0, 0.5).
/// </summary>
internal readonly struct DecayFit : IZooEquations
{
    private const int Points = 20;

    private static readonly double[] Times = [.. Enumerable.Range(0, Points).Select(i => 0.2 * i)];

    public string Name => "leastSquares";

    public EquationFamily Family => ProblemFamily.Equations(
        "decay-fit",
        3,
        [new("y", Points)],
        (x, p) =>
        {
            Expression decay = Exp(-x[1] * Times);
            Expression error = (x[0] * decay) + x[2] - p["y"];
            Expression weighted = error * decay;
            return Stack(Sum(weighted), -x[0] * Dot(weighted, Times), Sum(error));
        },
        InitialGuess.Constant(1.5, 1.1, 0.25));

    public int Scratch => 2 * Points;

    public InstanceBatch Draw(int count, Random random)
    {
        var y = new double[count * Points];
        for (int instance = 0; instance < count; instance++)
        {
            double a = random.Uniform(1, 2), b = random.Uniform(0.8, 1.4), c = random.Uniform(0, 0.5);
            for (int i = 0; i < Points; i++)
            {
                y[(instance * Points) + i] = (a * Math.Exp(-b * Times[i])) + c + random.Uniform(-0.01, 0.01);
            }
        }

        return InstanceBatch.Of(count, ("y", y));
    }

    public void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch)
    {
        double byA = 0, byB = 0, byC = 0;
        for (int i = 0; i < Points; i++)
        {
            double decay = Math.Exp(-x[1] * Times[i]), error = (x[0] * decay) + x[2] - p[i];
            scratch[i] = decay;
            scratch[Points + i] = error;
            byA += error * decay;
            byB -= error * decay * Times[i];
            byC += error;
        }

        f[0] = byA;
        f[1] = x[0] * byB;
        f[2] = byC;
    }

    public void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride)
    {
        double aa = 0, ab = 0, ac = 0, bb = 0, bc = 0;
        for (int i = 0; i < Points; i++)
        {
            double decay = scratch[i], timed = decay * Times[i], error = scratch[Points + i];
            aa += decay * decay;
            ab -= ((x[0] * decay) + error) * timed;
            ac += decay;
            bb += ((x[0] * decay) + error) * timed * Times[i];
            bc -= timed;
        }

        jacobian[0] = aa;
        jacobian[1] = jacobian[stride] = ab;
        jacobian[2] = jacobian[2 * stride] = ac;
        jacobian[stride + 1] = x[0] * bb;
        jacobian[stride + 2] = jacobian[(2 * stride) + 1] = x[0] * bc;
        jacobian[(2 * stride) + 2] = Points;
    }
}
