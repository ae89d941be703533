using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>The entry to this library's components.</summary>
public static class MLContextExtensions
{
    /// <summary>The components that learn and run iterative solvers.</summary>
    /// <param name="mlContext">The context: its seed fixes training, its log receives messages.</param>
    public static R2N2Catalog R2N2(this MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return new R2N2Catalog(mlContext);
    }
}
