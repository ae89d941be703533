using R2N2.Inference.Tests.Engines;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>f written in scalar loops: files with thousands of nodes, which load all the same.</summary>
public abstract class StencilTests(TestedEngine engine)
{
    private const int Unknowns = 100;

    [Theory]
    [InlineData(IterationForm.Loop)]
    [InlineData(IterationForm.Unrolled)]
    public void Load_StencilOfAHundredUnknowns_ReturnsItsNorms(IterationForm form)
    {
        R2N2Network network = new(
            ReferenceProblems.Stencil(Unknowns), Superstructure.NewtonKrylov(4), Coefficients.KrylovBasis(4, -0.25));
        using var solver = engine.LoadSolver(network.ToOnnx(new() { Form = form, IterationLimit = form == IterationForm.Loop ? 50 : 2 }));

        double[] lambdas = [0.5, 1, 2];

        SolveResult found = solver.Solve(InstanceBatch.Of(3, ("lambda", lambdas)));

        Assert.All(lambdas.Select((lambda, i) => (lambda, found[i])), pair =>
            Assert.Equal(Norm(pair.Item2.Solution.ToArray(), pair.lambda), pair.Item2.ResidualNorm, 1e-12));
    }

    private static double Norm(double[] x, double lambda)
    {
        double sum = 0;
        double h = 1.0 / (Unknowns + 1);
        for (int i = 0; i < Unknowns; i++)
        {
            double left = i == 0 ? 0 : x[i - 1];
            double right = i == Unknowns - 1 ? 0 : x[i + 1];
            double f = left - (2 * x[i]) + right + (h * h * lambda * Math.Exp(x[i]));
            sum += f * f;
        }

        return Math.Sqrt(sum);
    }

    public sealed class OverOnnxRuntime() : StencilTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : StencilTests(TestedEngine.Vectorised);
}
