using Google.Protobuf;
using R2N2.Onnx.Format;
using R2N2.Reference;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>What is written can be read back, and written again gives the same bytes.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string> Networks => [.. RoundTripModels.Networks.Keys];

    public static TheoryData<string, IntegratorForm, OnnxPrecision> Integrators
    {
        get
        {
            TheoryData<string, IntegratorForm, OnnxPrecision> data = [];
            foreach ((string name, R2N2Integrator integrator) in RoundTripModels.Integrators)
            {
                foreach (IntegratorForm form in Enum.GetValues<IntegratorForm>())
                {
                    if (form != IntegratorForm.Adaptive || integrator.Tableau.HasEmbedded)
                    {
                        data.Add(name, form, OnnxPrecision.Float64);
                        data.Add(name, form, OnnxPrecision.Float32);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Load_ThenExport_GivesTheSameBytes(string name)
    {
        R2N2Network network = RoundTripModels.Networks[name];
        foreach (SolverExportOptions options in RoundTripModels.Options)
        {
            byte[] written = network.ToOnnx(options);

            var read = R2N2Network.Load(written);

            Assert.Equal(written, read.ToOnnx(SolverDescription.Read(written).Options));
            Assert.Equal(written, read.ToOnnx(options));
        }
    }

    [Fact]
    public void Load_NamesAndStartOfTheFile_AreThoseOfTheFileAgain()
    {
        SolverExportOptions options = new()
        {
            InitialGuess = InitialGuess.Zero,
            InputNames = new Dictionary<string, string> { ["A"] = "matrix" },
        };
        R2N2Network network = new(ReferenceProblems.LinearRandom(), Superstructure.Krylov(4), ReferenceProblems.PublishedRandom);
        network = network.WithFamily(network.Family.WithInitialGuess(InitialGuess.Given()));
        byte[] written = network.ToOnnx(options);

        var read = R2N2Network.Load(written);

        Assert.Null(read.Family.InitialGuess.Name);
        Assert.Equal(written, read.ToOnnx(SolverDescription.Read(written).Options));
        Assert.Equal(written, read.ToOnnx(options));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Load_AnyPrecision_GivesTheSameNetwork(string name)
    {
        R2N2Network network = RoundTripModels.Networks[name];
        byte[] exact = network.ToOnnx();

        var read = R2N2Network.Load(network.ToOnnx(new() { Precision = OnnxPrecision.Float32 }));

        Assert.Equal($"{network.Superstructure}", $"{read.Superstructure}");
        Assert.Equal(network.Coefficients, read.Coefficients);
        Assert.Equal(network.OuterIterations, read.OuterIterations);
        Assert.Equal(network.TrainingLoss, read.TrainingLoss);
        Assert.Equal(network.Family.Name, read.Family.Name);
        Assert.Equal(network.Family.StateSize, read.Family.StateSize);
        Assert.Equal(network.Family.Parameters, read.Family.Parameters);
        Assert.Equal(network.Family.Inputs, read.Family.Inputs);
        Assert.Equal(network.Family.InitialGuess.Name, read.Family.InitialGuess.Name);
        Assert.Equal(network.Family.InitialGuess.Point, read.Family.InitialGuess.Point);
        Assert.Equal(exact, read.ToOnnx());
    }

    [Theory]
    [MemberData(nameof(Integrators))]
    public void Load_IntegratorThenExport_GivesTheSameBytes(string name, IntegratorForm form, OnnxPrecision precision)
    {
        R2N2Integrator integrator = RoundTripModels.Integrators[name];
        IntegratorExportOptions options = new()
        {
            Form = form,
            Precision = precision,
            Adaptive = new() { AbsoluteTolerance = 1.0 / 3e7, RelativeTolerance = 0, Safety = 0.7, StepLimit = 77 },
        };
        byte[] written = integrator.ToOnnx(options);

        var read = R2N2Integrator.Load(written);

        Assert.Equal(written, read.ToOnnx(IntegratorDescription.Read(written).Options));
        Assert.Equal(integrator.Tableau, read.Tableau);
        Assert.Equal(integrator.Tableau.EstimateExponent, read.Tableau.EstimateExponent);
        Assert.Equal(integrator.TrainingLoss, read.TrainingLoss);
        Assert.Equal(integrator.Family.Inputs, read.Family.Inputs);
    }

    [Fact]
    public void Load_FromFile_GivesTheSameAsFromMemory()
    {
        string folder = Directory.CreateTempSubdirectory("r2n2").FullName;
        try
        {
            (string solver, string integrator) = (Path.Combine(folder, "solver.onnx"), Path.Combine(folder, "integrator.onnx"));
            ExportSamples.FixedPoint.SaveOnnx(solver);
            RoundTripModels.Integrators["driven"].SaveOnnx(integrator);

            Assert.Equal(File.ReadAllBytes(solver), R2N2Network.Load(solver).ToOnnx());
            Assert.Equal(File.ReadAllBytes(integrator), R2N2Integrator.Load(integrator).ToOnnx());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ToOnnx_LargeConstants_AreReferredToWhereThatIsExact()
    {
        double[,] matrix = new double[60, 60];
        Random random = new(3);
        for (int i = 0; i < 60 * 60; i++)
        {
            matrix[i / 60, i % 60] = random.NextDouble();
        }

        R2N2Network network = new(
            ProblemFamily.Equations("large", 60, x => ((Expression)matrix * x) - 1), Superstructure.Krylov(1), new Coefficients(-1));

        foreach (OnnxPrecision precision in Enum.GetValues<OnnxPrecision>())
        {
            byte[] written = network.ToOnnx(new() { Precision = precision });

            // Single precision does not hold these numbers: only text of more than 15 digits brings them back.
            string f = ModelProto.Parser.ParseFrom(written).MetadataProps.Single(entry => entry.Key == "r2n2.f").Value;
            Assert.True(precision == OnnxPrecision.Float64 ? f.Length < 200 : f.Length > 15 * 60 * 60, $"{f.Length} characters");
            Assert.Equal(written, R2N2Network.Load(written).ToOnnx(new() { Precision = precision }));
        }
    }

    [Fact]
    public void Load_FileWithoutF_NamesTheEntry()
    {
        ModelProto solver = ModelProto.Parser.ParseFrom(ExportSamples.FixedPoint.ToOnnx());
        solver.MetadataProps.Remove(solver.MetadataProps.Single(entry => entry.Key == "r2n2.f"));
        ModelProto integrator = ModelProto.Parser.ParseFrom(RoundTripModels.Integrators["driven"].ToOnnx());
        integrator.MetadataProps.Remove(integrator.MetadataProps.Single(entry => entry.Key == "r2n2.f"));

        Assert.Contains("lacks the metadata entry 'r2n2.f'", Refused(() => R2N2Network.Load(solver.ToByteArray())), StringComparison.Ordinal);
        Assert.Contains("lacks the metadata entry 'r2n2.f'", Refused(() => R2N2Integrator.Load(integrator.ToByteArray())), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TheOtherKind_SaysSo()
    {
        Assert.Contains("is an integrator", Refused(() => R2N2Network.Load(RoundTripModels.Integrators["driven"].ToOnnx())), StringComparison.Ordinal);
        Assert.Contains("is a solver of equations", Refused(() => R2N2Integrator.Load(ExportSamples.FixedPoint.ToOnnx())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2\ninput 3 x\nreturn 0", "version '2'")]
    [InlineData("1\ninput 3 x", "ends without a result")]
    [InlineData("1\nreturn 0", "declares 0 inputs")]
    [InlineData("1\ninput 3 x\nShout 0\nreturn 1", "'Shout', which is not a primitive")]
    [InlineData("1\ninput 3 x\nInput 0\nreturn 1", "'Input', which is not a primitive")]
    [InlineData("1\ninput 3 x\nAdd 0\nreturn 1", "gives Add 1 operands")]
    [InlineData("1\ninput 3 x\nStack\nreturn 1", "gives Stack 0 operands")]
    [InlineData("1\ninput 3 x\nAdd 0 1\nreturn 1", "uses value 1; there are 1 before it")]
    [InlineData("1\ninput 3 x\nAdd 0 -1\nreturn 1", "uses value -1")]
    [InlineData("1\ninput 3 x\nNegate 0 : 4\nreturn 1", "has '4' at its end")]
    [InlineData("1\ninput 3 x\nConstant : 3 1 2\nreturn 1", "has 2 elements")]
    [InlineData("1\ninput 3 x\nConstant : 100000x100000 1\nreturn 1", "more than")]
    [InlineData("1\ninput 3 x\nConstant : 3 @nowhere\nreturn 1", "'nowhere', which the graph lacks")]
    [InlineData("1\ninput 3 x\nReshape 0 : 3x2\nreturn 1", "same number of elements")]
    [InlineData("1\ninput 3 x\nReshape 0 : 3x1x1\nreturn 1", "3 dimensions")]
    [InlineData("1\ninput 3 x\nSlice 0 : -2147483648 0 2147483647\nreturn 1", "no axis -2147483648")]
    [InlineData("1\ninput 3 x\nreturn 0\nNegate 0", "is not the last")]
    [InlineData("1\ninput 3 x\nNegate zero\nreturn 1", "'zero' where an integer belongs")]
    [InlineData("1\ninput 3 x\nConstant : 3 1 2 3\nreturn 1", "does not use the unknowns")]
    [InlineData("1\ninput 3 x\ninput 3 X0\nAdd 0 1\nreturn 2", "input 2 is 'X0' Double [*, 3]; the graph has nothing there")]
    [InlineData("1\ninput 3 x\nNegate  0\nreturn 1", "'' where an integer belongs")]
    [InlineData("1\ninput 2 x\nNegate 0\nreturn 1", "declares x: vector [2]; by the other entries it is a vector [3]")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 2 3 1 1 0 2 1.5 2\nreturn 1", "vector [2]")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 2 3 1 1 0 3 1.5 2\nreturn 1", "Row 1 of a sparse matrix has an element in column 3; columns must ascend from 0 to 2")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 1 3 2 2 2 1.5 2\nreturn 1", "Row 0 of a sparse matrix has an element in column 2; columns must ascend")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 1 3 1 -1 2\nreturn 1", "element in column -1")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 3 4 1 1 1 0 1 2 1 1 1\nreturn 1", "as many columns as the vector has elements")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 2000000000 3 1 1\nreturn 1", "'' where an integer belongs")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 1 3 2000000000 0\nreturn 1", "'' where an integer belongs")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 1 3 -1 0\nreturn 1", "gives a row -1 elements")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 0 3\nreturn 1", "A dimension is 0")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 3 3 1 1 1 0 1 2 1 1\nreturn 1", "gives the rows of a sparse matrix 3 elements; there are 2")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 3 3 1 1 1 @nowhere 1 1 1\nreturn 1", "the indices 'nowhere', which the graph lacks")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 3 3 1 1 1 0 1 2 @nowhere\nreturn 1", "the initialiser 'nowhere', which the graph lacks")]
    [InlineData("1\ninput 3 x\nSparseProduct 0 : 3 3\nreturn 1", "'' where an integer belongs")]
    public void Load_TextOfFDamaged_SaysWhere(string text, string expected)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(ExportSamples.FixedPoint.ToOnnx());
        model.MetadataProps.Single(entry => entry.Key == "r2n2.f").Value = text;

        Assert.Contains(expected, Refused(() => R2N2Network.Load(model.ToByteArray())), StringComparison.Ordinal);
    }

    // Lines of a few bytes that each stand for all the elements that a file holds.
    [Fact]
    public void Load_TheSameIndicesAgainAndAgain_IsRefusedWithinLittleMemory()
    {
        const int Size = 3_000;
        var matrix = SparseMatrix.FromTriplets(Size, Size, Enumerable.Range(0, Size).Select(i => (i, i, i + 0.5)));
        R2N2Network network = new(ProblemFamily.Equations("large", Size, x => (matrix * x) - 1), Superstructure.Krylov(1), new Coefficients(-1));
        ModelProto model = ModelProto.Parser.ParseFrom(network.ToOnnx());
        StringStringEntryProto f = model.MetadataProps.Single(entry => entry.Key == "r2n2.f");
        string line = Array.Find(f.Value.Split('\n'), text => text.StartsWith("SparseProduct", StringComparison.Ordinal))!;
        string numbers = line[line.IndexOf('@', StringComparison.Ordinal)..];
        f.Value = $"1\ninput {Size} x\n" + string.Concat(Enumerable.Range(1, 1_400).Select(i => $"SparseProduct 0 : 2 {Size} {Size - i} {i} {numbers}\n")) + "return 0";
        byte[] file = model.ToByteArray();

        long before = GC.GetAllocatedBytesForCurrentThread();
        string reason = Refused(() => R2N2Network.Load(file));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Contains("line 4 of the metadata entry 'r2n2.f' refers to more indices than the graph has", reason, StringComparison.Ordinal);
    }

    private static string Refused(Action read) => Assert.Throws<OnnxFormatException>(read).Message;
}
