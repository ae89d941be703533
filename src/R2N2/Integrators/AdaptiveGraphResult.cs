namespace R2N2.Onnx;

/// <summary>What an adaptive integration ends with, by names of values.</summary>
/// <param name="State">[N, m].</param>
/// <param name="Time">[N].</param>
/// <param name="Status">[N], integers: <see cref="IntegrationStatus"/>.</param>
/// <param name="Accepted">[N], integers.</param>
/// <param name="Rejected">[N], integers.</param>
internal sealed record AdaptiveGraphResult(string State, string Time, string Status, string Accepted, string Rejected);
