using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace R2N2.MLNet.Tests;

public sealed class NormalizerExportTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> Kinds => ["min-max", "min-max fixed", "mean-variance", "mean-variance fixed", "robust", "cdf", "log cdf", "log affine"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ExportPipeline_Normalizer_GivesItsNumbersWhateverTheRow(string kind)
    {
        IDataView data = Data(PipelineRow.Create(300, seed: 3));
        ITransformer model = Estimator(kind, "Seven", "Number", "Singles", "Single", "Constant").Fit(data);
        PipelineRow[] rows = [.. PipelineRow.Create(300, seed: 4), .. new[] { 0, -1, 1e-300, 1e300, double.NaN, double.PositiveInfinity, -3e-7, 1 }.Select(Filled)];

        using PipelineFile file = new(_context, model, data.Schema, new PipelineExportOptions { OutputColumns = ["Seven", "Number", "Constant"] });
        using PipelineFile single = new(_context, model, data.Schema, new PipelineExportOptions { OutputColumns = ["Singles", "Single"] });

        // Affine functions are the same operations in the same type; the others contain ONNX Runtime's own exponential function.
        bool isExact = !kind.Contains("cdf", StringComparison.Ordinal);
        file.AssertEqual(model, Data(rows), isExact ? 0 : 1e-12);
        single.AssertEqual(model, Data(rows), isExact ? 0 : 1e-6);
    }

    [Fact]
    public void ExportPipeline_ManyColumnsOfOneType_KeepTheirOwnParameters()
    {
        PipelineRow[] rows = PipelineRow.Create(200, seed: 3);
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i].Six = [.. rows[i].Six.Select((value, j) => value * (j + 1))];
        }

        IDataView data = Data(rows);
        InputOutputColumnPair[] pairs = [.. Enumerable.Range(0, 12).Select(i => new InputOutputColumnPair($"n{11 - i}", $"c{i}"))];
        IDataView spread = Spread(data, pairs.Length);
        ITransformer model = _context.Transforms.NormalizeMeanVariance(pairs, fixZero: false).Fit(spread);

        using PipelineFile file = new(_context, model, spread.Schema);

        Assert.Equal(0, file.AssertEqual(model, spread, 0));
    }

    private static PipelineRow Filled(double value)
    {
        PipelineRow row = PipelineRow.Create(1, seed: 5)[0];
        row.Seven = [.. row.Seven.Select((usual, i) => i % 3 == 0 ? value : usual)];
        row.Singles = [(float)value, .. row.Singles[1..]];
        row.Number = value;
        row.Single = (float)value;
        return row;
    }

    private NormalizingEstimator Estimator(string kind, params string[] columns)
    {
        InputOutputColumnPair[] pairs = [.. columns.Select(column => new InputOutputColumnPair(column, column == "Constant" ? "Square" : column))];
        TransformsCatalog transforms = _context.Transforms;
        return kind switch
        {
            "min-max" => transforms.NormalizeMinMax(pairs, fixZero: false),
            "min-max fixed" => transforms.NormalizeMinMax(pairs),
            "mean-variance" => transforms.NormalizeMeanVariance(pairs, fixZero: false),
            "mean-variance fixed" => transforms.NormalizeMeanVariance(pairs),
            "robust" => transforms.NormalizeRobustScaling(pairs),
            "cdf" => transforms.NormalizeMeanVariance(pairs, useCdf: true),
            "log cdf" => transforms.NormalizeLogMeanVariance(pairs),
            _ => transforms.NormalizeLogMeanVariance(pairs, useCdf: false),
        };
    }

    // The numbers of a row as columns of their own, each with another range.
    private IDataView Spread(IDataView data, int columns)
    {
        double[][] rows = [.. ViewContent.Read(data, [data.Schema["Six"], data.Schema["Four"], data.Schema["Number"], data.Schema["Number"]])
            .Select(row => (double[])[.. (double[])row[0], .. (double[])row[1], (double)row[2], (double)row[3] * 2])];
        IDataView view = _context.Data.LoadFromEnumerable(rows.Select(row => new Wide { Values = row }).ToArray());
        ITransformer split = Enumerable.Range(0, columns).Aggregate(
            (IEstimator<ITransformer>)_context.Transforms.CopyColumns("all", nameof(Wide.Values)),
            (chain, i) => chain.Append(_context.Transforms.CustomMapping<Wide, Part>((input, output) => output.Value = input.Values[i], null))
                .Append(_context.Transforms.CopyColumns($"c{i}", nameof(Part.Value)))).Fit(view);
        return split.Transform(view);
    }

    private IDataView Data(PipelineRow[] rows)
    {
        foreach (PipelineRow row in rows)
        {
            row.Square[2] = 0.25;
        }

        return _context.Data.LoadFromEnumerable(rows);
    }

    private sealed class Wide
    {
        [VectorType(12)]
        public double[] Values { get; set; } = [];
    }

    private sealed class Part
    {
        public double Value { get; set; }
    }
}
