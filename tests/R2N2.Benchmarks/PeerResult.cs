using System.Text.Json;

namespace R2N2.Benchmarks;

/// <summary>The figures a peer script printed.</summary>
/// <param name="figures">The JSON object of its last line.</param>
internal sealed class PeerResult(JsonElement figures)
{
    /// <summary>A number.</summary>
    public double this[string name] => figures.GetProperty(name).GetDouble();
}
