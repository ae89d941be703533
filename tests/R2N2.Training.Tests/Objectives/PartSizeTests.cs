using R2N2.Reference;

namespace R2N2.Training.Tests.Objectives;

public sealed class PartSizeTests
{
    private static readonly double[] Weights = [4, 16, 64];

    public static TheoryData<string> Reference => ["fixed", "random", "chandrasekhar"];

    [Theory]
    [MemberData(nameof(Reference))]
    public void PartSize_ReferenceProblems_IsTheLargest(string name)
    {
        EquationFamily family = name switch
        {
            "fixed" => ReferenceProblems.LinearFixed(),
            "random" => ReferenceProblems.LinearRandom(),
            _ => ReferenceProblems.Chandrasekhar(10),
        };

        Assert.Equal(PartSize.Largest, Of(family, Superstructure.Krylov(4)));
        Assert.Equal(PartSize.Largest, Of(family, Superstructure.NewtonKrylov(4)));
    }

    [Fact]
    public void PartSize_GrowingFamilies_FallsInversely()
    {
        int[] sizes = [.. Enumerable.Range(5, 12).Select(power => Of(Cubes(1 << power), Superstructure.Krylov(4)))];

        Assert.All(sizes, size => Assert.Equal(0, PartSize.Largest % size));
        Assert.All(sizes.Zip(sizes.Skip(1)), pair => Assert.InRange(pair.First, pair.Second, Math.Max(1, 2 * pair.Second)));
        Assert.Equal(1, sizes[^1]);
    }

    [Fact]
    public void PartSize_MoreDirections_IsSmaller() =>
        Assert.True(Of(Cubes(200), Superstructure.Krylov(8)) <= Of(Cubes(200), Superstructure.Krylov(4)) / 2);

    [Fact]
    public void PartSize_LargeParameterOfASmallSystem_CountsToo()
    {
        EquationFamily family = ProblemFamily.Equations(
            "table", 1, [new("T", Shape.Matrix(800, 800))], (x, p) => x - p["T"][..1, 0]);

        Assert.InRange((long)Of(family, Superstructure.Krylov(2)) * 640_000 * sizeof(double), 1, PartSize.Bytes);
    }

    // Each intermediate value of a step is a tensor of starts × instances × m numbers, and as much again in each direction.
    [Theory]
    [InlineData(50)]
    [InlineData(2000)]
    public void PartSize_OneTensorPerOperationAndDirection_FitsTheBytes(int m)
    {
        const int Operations = 3 + (3 * 3) + (2 * (1 + 2 + 3 + 4));

        long part = Of(Cubes(m), Superstructure.Krylov(4));

        Assert.InRange(part * sizeof(double) * m * Operations * 11, 1, PartSize.Bytes);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    [InlineData(2000)]
    [InlineData(100_000)]
    public void Threads_ManyProcessors_FitTheBytesTogether(int m)
    {
        const int Operations = 3 + (3 * 3) + (2 * (1 + 2 + 3 + 4));
        EquationObjective objective = new(Cubes(m), Superstructure.Krylov(4), Weights);

        long tensors = (long)objective.PartSize * sizeof(double) * m * Operations * 11;

        Assert.InRange(objective.Threads(256) * tensors, 1, PartSize.TotalBytes);
        Assert.Equal(1, objective.Threads(1));
    }

    [Fact]
    public void Threads_SmallFamily_AreAsManyAsTheProcessors()
    {
        EquationObjective objective = new(Cubes(1), Superstructure.Krylov(2), Weights);

        Assert.Equal(64, objective.Threads(64));
    }

    private static int Of(EquationFamily family, Superstructure superstructure)
    {
        EquationObjective objective = new(family, superstructure, Weights);
        return objective.PartSize;
    }

    private static EquationFamily Cubes(int m) =>
        ProblemFamily.Equations("cubes", m, [new("b", m)], (x, p) => x + (x * x * x) - p["b"], InitialGuess.Zero);
}
