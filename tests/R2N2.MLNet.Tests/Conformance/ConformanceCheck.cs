namespace R2N2.MLNet.Tests.Conformance;

/// <summary>A manner of ML.NET's components, and what it looks like where a component lacks it.</summary>
/// <param name="Name">What is checked.</param>
/// <param name="Run">Checks a component; fails by an assertion.</param>
/// <param name="Break">Makes of a good component one that the check must fail on.</param>
internal sealed record ConformanceCheck(
    string Name, Action<ComponentCase> Run, Func<ComponentCase, ComponentCase> Break);
