using R2N2.Vectorised;
using static R2N2.Expression;

namespace R2N2.Tests.Onnx;

/// <summary>What structure costs in files and plans: as much as there is of it, and never what its dense form would.</summary>
public sealed class StructuredSizeTests
{
    public static TheoryData<bool, ShiftEdge> Stencils
    {
        get
        {
            TheoryData<bool, ShiftEdge> data = [];
            foreach (ShiftEdge edge in Enum.GetValues<ShiftEdge>())
            {
                data.Add(false, edge);
                data.Add(true, edge);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Stencils))]
    public void ToOnnx_StencilOn64By64_IsBelow200KilobytesAndReadBackBitForBit(bool derivatives, ShiftEdge edge)
    {
        Superstructure structure = derivatives ? Superstructure.NewtonKrylov(4) : Superstructure.Krylov(4);
        R2N2Network network = new(Bratu(64, edge), structure, Coefficients.KrylovBasis(4, 0.2));

        byte[] file = network.ToOnnx();

        Assert.InRange(file.Length, 1, 200_000);
        Assert.Equal(file, R2N2Network.Load(file).ToOnnx());
    }

    // A row of three to seven elements, or of eighty: a network with a few centres.
    [Fact]
    public void ToOnnx_TenThousandRows_TakesTheBytesOfTheElementsAndLittleMemory()
    {
        const int Size = 10_000;
        Random random = new(1);
        SparseMatrix a = Network(random, Size);
        EquationFamily Equations(SparseMatrix a) =>
            ProblemFamily.Equations("network", Size, [new("b", Size)], (x, p) => (a * x) + (0.1 * Sin(x)) - p["b"], InitialGuess.Zero);
        R2N2Network network = new(Equations(a), Superstructure.Krylov(3), Coefficients.KrylovBasis(3, -0.2));
        long before = GC.GetAllocatedBytesForCurrentThread();

        byte[] file = network.ToOnnx();
        long exported = GC.GetAllocatedBytesForCurrentThread();
        var read = R2N2Network.Load(file);
        long readBack = GC.GetAllocatedBytesForCurrentThread();

        // Value and column; place and length of each row; and what every solver holds.
        Assert.InRange(file.Length, 16 * a.Count, (16 * a.Count) + (10 * Size) + 120_000);
        int empty = network.WithFamily(Equations(SparseMatrix.FromTriplets(Size, Size, [(0, 0, 1)]))).ToOnnx().Length;
        Assert.InRange((file.Length - empty) / (double)a.Count, 16, 17);
        Assert.InRange((exported - before) / a.Count, 16, 250);
        Assert.InRange((readBack - exported) / a.Count, 16, 250);
        Assert.Equal(file, read.ToOnnx());
    }

    [Theory]
    [InlineData(OnnxPrecision.Float64)]
    [InlineData(OnnxPrecision.Float32)]
    public void Load_SparseMatrix_IsTheSameBitForBit(OnnxPrecision precision)
    {
        SparseMatrix a = Network(new Random(2), 150);
        R2N2Network network = new(ProblemFamily.Equations("network", 150, x => (a * x) - 1), Superstructure.Krylov(1), new Coefficients(-0.1));

        EquationFamily read = R2N2Network.Load(network.ToOnnx(new() { Precision = precision })).Family;

        Expression x = Input("x", Shape.Vector(150));
        RecordedFunction f = new("f", [x], [read.Evaluate(ExpressionReader.Instance, x, [])]);
        Assert.Equal(a, f.Steps.Single(step => step.Node.Primitive == Primitive.SparseProduct).Node.Arguments.Matrix);
    }

    [Theory]
    [InlineData(ShiftEdge.Zero)]
    [InlineData(ShiftEdge.Periodic)]
    [InlineData(ShiftEdge.ReflectAtFace)]
    [InlineData(ShiftEdge.ReflectAtPoint)]
    public void Plan_OfALaplacian_IsOnePassThatCopiesNothing(ShiftEdge edge)
    {
        Expression u = Input("u", Shape.Vector(64));
        var plan = Plan.Of(new RecordedFunction("laplacian", [u], [Reshape(Laplacian(Reshape(u, 8, 8), edge), 64)]));

        PlanStep step = Assert.Single(plan.Steps);
        Assert.Equal(Operation.SparseProduct, step.Operation);
        Assert.Equal(edge == ShiftEdge.Zero ? (5 * 64) - (4 * 8) : 5 * 64, step.Matrix!.Value.Values.Length);
    }

    // What is shifted along rows is read where it is, once; what it is multiplied by is no sum.
    [Fact]
    public void Plan_OfAProductWithAShift_CopiesTheShiftOnce()
    {
        Expression u = Input("u", Shape.Matrix(8, 8));
        var plan = Plan.Of(new RecordedFunction("product", [u], [Hadamard(u, Shift(u, 1, 1, ShiftEdge.Periodic))]));

        Assert.Equal([Operation.Copy, Operation.Copy, Operation.Multiply], plan.Steps.Select(step => step.Operation));
        Assert.Equal(64, plan.Steps.Where(step => step.Operation == Operation.Copy).Sum(step => step.Copy.Rows * step.Copy.Width));
    }

    private static EquationFamily Bratu(int width, ShiftEdge edge) => ProblemFamily.Equations(
        "bratu on a square",
        width * width,
        [new("lambda")],
        (x, p) => Reshape(Laplacian(Reshape(x, width, width), edge), width * width) - (0.1 * x) + (p["lambda"] * Exp(x)),
        InitialGuess.Zero);

    private static Expression Laplacian(Expression u, ShiftEdge edge) =>
        Shift(u, 0, 1, edge) + Shift(u, 0, -1, edge) + Shift(u, 1, 1, edge) + Shift(u, 1, -1, edge) - (4 * u);

    private static SparseMatrix Network(Random random, int size)
    {
        IEnumerable<(int, int, double)> Row(int row) =>
        [
            (row, row, 4 + random.NextDouble()),
            .. Enumerable.Range(0, row % 3000 == 5 ? 80 : 2 + (row % 5)).Select(_ => (row, random.Next(size), random.NextDouble() - 0.5)),
        ];
        return SparseMatrix.FromTriplets(size, size, Enumerable.Range(0, size).SelectMany(Row));
    }
}
