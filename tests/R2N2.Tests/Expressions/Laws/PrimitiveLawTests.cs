using R2N2.Reference;
using R2N2.Tests.Engines;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Every reader, every primitive, every layout of batch axes, against formulas over doubles.</summary>
public class PrimitiveLawTests
{
    private static readonly Dictionary<string, LawCase> _laws =
        UnaryCases.All.Concat(BinaryCases.All).Concat(StructureCases.All).ToDictionary(law => law.Name);

    public static TheoryData<string, string> EnginesAndLaws() => AllEngines.With(_laws.Keys);

    [Fact]
    public void Laws_OverAllPrimitives_LeaveNoneOut() =>
        Assert.Empty(Enum.GetValues<Primitive>().Except(_laws.Values.Select(law => law.Primitive)));

    [Fact]
    public void Record_OfEveryLaw_RecordsItsPrimitive() =>
        Assert.All(_laws.Values, law => Assert.Equal(law.Primitive, law.Record().Outputs[0].Primitive));

    [Theory]
    [MemberData(nameof(EnginesAndLaws))]
    public void Evaluate_AnyBatchAxes_MatchesPlainArithmetic(string engine, string law)
    {
        foreach (Layout layout in Layout.All)
        {
            LawTrial trial = new(_laws[law], layout);
            trial.AssertValue(AllEngines.Get(engine).Evaluate(_laws[law].Record(), trial.Values)[0]);
        }
    }

    [Theory]
    [MemberData(nameof(EnginesAndLaws))]
    public void Differentiate_AnyBatchAxes_MatchesTheFormula(string engine, string law)
    {
        foreach (Layout layout in Layout.All)
        {
            LawTrial trial = new(_laws[law], layout);
            NDArray?[][] directions = trial.Directions();
            NDArray[][] results = AllEngines.Get(engine).Differentiate(_laws[law].Record(), trial.Values, directions);
            Assert.All(directions.Zip(results), along => trial.AssertFirst(along.First, along.Second[0]));
        }
    }

    [Theory]
    [MemberData(nameof(EnginesAndLaws))]
    public void DifferentiateTwice_AnyBatchAxes_MatchesTheFormula(string engine, string law)
    {
        foreach (Layout layout in Layout.All)
        {
            LawTrial trial = new(_laws[law], layout);
            NDArray?[][] directions = trial.Directions();
            NDArray[][] results = AllEngines.Get(engine).DifferentiateTwice(_laws[law].Record(), trial.Values, directions, trial.AlongNext);
            Assert.All(directions.Zip(results), along => trial.AssertSecond(along.First, trial.AlongNext, along.Second[0]));
        }
    }
}
