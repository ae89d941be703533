using System.Reflection;
using TorchSharp;

namespace R2N2.Training.Tests.Torch;

/// <summary>What BannedSymbols.txt bans, against what TorchSharp's assembly does.</summary>
public sealed class ScalarBanTests
{
    private static readonly Assembly TorchSharpAssembly = typeof(torch).Assembly;

    private static readonly HashSet<string> Banned =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "BannedSymbols.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            .Select(line => line.Split(';')[0]),
    ];

    private static readonly Lazy<HashSet<MethodBase>> Makers = new(FindMakers);

    [Fact]
    public void BannedSymbols_EveryMethodThatMakesOrTakesAScalar_IsBanned()
    {
        IEnumerable<MethodBase> reachable = Makers.Value
            .Union(MethodCalls.MethodsOf(TorchSharpAssembly).Where(TakesScalar))
            .Where(method => method.DeclaringType!.IsVisible && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly));

        Assert.Empty(reachable.Where(method => !IsBanned(method)).Select(Id).Order());
    }

    [Theory]
    [InlineData("M:TorchSharp.torch.Tensor.square")]
    [InlineData("M:TorchSharp.torch.Tensor.add(TorchSharp.torch.Tensor)")]
    [InlineData("M:TorchSharp.torch.Tensor.op_Addition(TorchSharp.torch.Tensor,TorchSharp.torch.Tensor)")]
    [InlineData("M:TorchSharp.torch.Tensor.op_Multiply(TorchSharp.torch.Tensor,System.Double)")]
    public void BannedSymbols_MethodsThatCrashedUnderCollection_AreAmongThoseFound(string id) =>
        Assert.Contains(Makers.Value, method => Id(method) == id);

    [Fact]
    public void BannedSymbols_EveryEntry_NamesWhatExists()
    {
        HashSet<string> known =
        [
            .. MethodCalls.MethodsOf(TorchSharpAssembly).Select(Id),
            .. TorchSharpAssembly.GetTypes().SelectMany(type => new[] { $"T:{Name(type)}", $"N:{type.Namespace}" }),
        ];

        Assert.Empty(Banned.Except(known));
    }

    // The analyzer does not look at compound assignments, such as a += b, nor at these tests.
    [Fact]
    public void Training_CompiledCode_MakesNoScalarButTheOneThatIsHeld()
    {
        IEnumerable<MethodBase> found = new[] { typeof(Tensors).Assembly, typeof(ScalarBanTests).Assembly }
            .SelectMany(MethodCalls.MethodsOf)
            .Where(method => MethodCalls.Of(method).Any(Makers.Value.Contains));

        Assert.Equal([typeof(Tensors).TypeInitializer!], found);
    }

    // The conversions and constructors of Scalar, and whatever calls them, directly or not.
    private static HashSet<MethodBase> FindMakers()
    {
        ILookup<MethodBase, MethodBase> callers = MethodCalls.MethodsOf(TorchSharpAssembly)
            .SelectMany(method => MethodCalls.Of(method).Distinct().Select(called => (Called: called, Caller: method)))
            .ToLookup(call => call.Called, call => call.Caller);
        HashSet<MethodBase> makers = [];
        Queue<MethodBase> open = new(MethodCalls.MethodsOf(TorchSharpAssembly).Where(method =>
            method.DeclaringType == typeof(Scalar) && (method.IsConstructor || method.Name == "op_Implicit")));
        while (open.TryDequeue(out MethodBase? method))
        {
            if (makers.Add(method))
            {
                callers[method].ToList().ForEach(open.Enqueue);
            }
        }

        return makers;
    }

    private static bool TakesScalar(MethodBase method) =>
        method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Scalar));

    // A method that takes a Scalar cannot be called where none can be made.
    private static bool IsBanned(MethodBase method)
    {
        if (Banned.Contains(Id(method)) || Banned.Contains($"N:{method.DeclaringType!.Namespace}")
            || (TakesScalar(method) && Banned.Contains($"T:{Name(typeof(Scalar))}")))
        {
            return true;
        }

        for (Type? type = method.DeclaringType; type is not null; type = type.DeclaringType)
        {
            if (Banned.Contains($"T:{Name(type)}"))
            {
                return true;
            }
        }

        return false;
    }

    // As in XML documentation, which is what the analyzer reads.
    private static string Id(MethodBase method)
    {
        string name = method.IsConstructor ? method.Name.Replace('.', '#') : method.Name;
        string generic = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        string parameters = string.Join(',', method.GetParameters().Select(parameter => Name(parameter.ParameterType)));
        string result = method is MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion ? $"~{Name(conversion.ReturnType)}" : "";
        return $"M:{Name(method.DeclaringType!)}.{name}{generic}{(parameters.Length > 0 ? $"({parameters})" : "")}{result}";
    }

    private static string Name(Type type)
    {
        if (type.HasElementType)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "@");
        }

        string name = (type.DeclaringType is Type outer && !type.IsGenericParameter ? Name(outer) : type.Namespace) + $".{type.Name}";
        return type.IsConstructedGenericType
            ? $"{name.Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(Name))}}}"
            : name;
    }
}
