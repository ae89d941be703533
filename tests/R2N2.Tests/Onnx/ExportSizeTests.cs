using R2N2.Onnx.Format;

namespace R2N2.Tests.Onnx;

/// <summary>How often f stands in an exported file, told by an operator that nothing but f has.</summary>
public sealed class ExportSizeTests
{
    private const int Turns = 3;

    public static TheoryData<int, bool, IterationForm, bool> Exports()
    {
        TheoryData<int, bool, IterationForm, bool> data = [];
        foreach (int n in (int[])[1, 2, 4, 8, 10])
        {
            foreach (bool derivatives in (bool[])[false, true])
            {
                foreach (IterationForm form in Enum.GetValues<IterationForm>())
                {
                    data.Add(n, derivatives, form, true);
                    data.Add(n, derivatives, form, false);
                }
            }
        }

        return data;
    }

    // Once at the start, n times in each turn, and with a safeguard once for all derivatives and once for all candidates; less
    // often by directional derivatives, which share the values of f.
    [Theory]
    [MemberData(nameof(Exports))]
    public void ToOnnx_AnyStructureAndForm_HoldsFNoMoreThanNPlusThreeTimesATurn(int n, bool derivatives, IterationForm form, bool safeguard)
    {
        var family = ProblemFamily.Equations("marked", 3, [new("b", 3)], (x, p) => Expression.Tanh(x) + (2 * x) - p["b"]);
        Superstructure structure = derivatives ? Superstructure.NewtonKrylov(n) : Superstructure.Krylov(n);
        R2N2Network network = new(family, structure, Coefficients.KrylovBasis(n, 0.3));

        ModelProto model = ExportSamples.Export(
            network, new SolverExportOptions { Form = form, IterationLimit = Turns, Safeguard = safeguard ? new() : null });

        int turns = form == IterationForm.Loop ? 1 : Turns;
        int copies = ExportSamples.Graphs(model).SelectMany(graph => graph.Node).Count(node => node.OpType == "Tanh");
        Assert.InRange(copies, 1 + turns, 1 + (turns * (n + (safeguard ? 2 : 0))));
        if (!derivatives)
        {
            Assert.Equal(1 + (turns * (n + (safeguard ? 2 : 0))), copies);
        }
    }
}
