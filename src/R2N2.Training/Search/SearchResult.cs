namespace R2N2.Training;

/// <summary>What a search found.</summary>
/// <param name="Model">The network that needs the fewest operations to the tolerance, of those that solve the most held-out instances.</param>
/// <param name="Report">What was tried, and what the winner is worth.</param>
public sealed record SearchResult(R2N2Network Model, SearchReport Report);
