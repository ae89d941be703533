using System.Collections.Immutable;
using System.Numerics;
using DataType = R2N2.Onnx.Format.TensorProto.Types.DataType;
using Parameters = Microsoft.ML.Transforms.NormalizingTransformer;

namespace R2N2.MLNet;

/// <summary>What a normalizer of ML.NET does to the numbers of a column, in the type of the column.</summary>
internal abstract class Normalizer
{
    /// <summary>The type of the numbers.</summary>
    public abstract DataType Type { get; }

    /// <summary>How many numbers a row has.</summary>
    public abstract int Size { get; }

    /// <summary>Rows by whose results it is told from others of its kind.</summary>
    public abstract IEnumerable<double[]> Probes { get; }

    /// <summary>The function of a normalizer's parameters; null where it is of another kind.</summary>
    public static Normalizer? Of(Parameters.NormalizerModelParametersBase parameters) => parameters switch
    {
        Parameters.AffineNormalizerModelParameters<float> affine => Affine([affine.Scale], [affine.Offset]),
        Parameters.AffineNormalizerModelParameters<double> affine => Affine([affine.Scale], [affine.Offset]),
        Parameters.AffineNormalizerModelParameters<ImmutableArray<float>> affine => Affine(affine.Scale, affine.Offset),
        Parameters.AffineNormalizerModelParameters<ImmutableArray<double>> affine => Affine(affine.Scale, affine.Offset),
        Parameters.CdfNormalizerModelParameters<float> cdf => Cdf([cdf.Mean], [cdf.StandardDeviation], cdf.UseLog),
        Parameters.CdfNormalizerModelParameters<double> cdf => Cdf([cdf.Mean], [cdf.StandardDeviation], cdf.UseLog),
        Parameters.CdfNormalizerModelParameters<ImmutableArray<float>> cdf => Cdf(cdf.Mean, cdf.StandardDeviation, cdf.UseLog),
        Parameters.CdfNormalizerModelParameters<ImmutableArray<double>> cdf => Cdf(cdf.Mean, cdf.StandardDeviation, cdf.UseLog),
        _ => null,
    };

    /// <summary>The function of a row.</summary>
    public abstract double[] Apply(double[] row);

    /// <summary>Writes the function.</summary>
    /// <returns>The name of the result.</returns>
    public abstract string Write(PipelineGraph graph, string value);

    private static AffineNormalizer<T> Affine<T>(ImmutableArray<T> scale, ImmutableArray<T> offset)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new([.. scale], offset.IsDefaultOrEmpty ? new T[scale.Length] : [.. offset]);

    private static CdfNormalizer<T> Cdf<T>(ImmutableArray<T> mean, ImmutableArray<T> deviation, bool useLog)
        where T : unmanaged, IFloatingPointIeee754<T> => new([.. mean], [.. deviation], useLog);
}
