using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace R2N2.Training.Tests.Torch;

/// <summary>Which methods a method calls, read from its instructions.</summary>
internal static class MethodCalls
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<short, OpCode> _codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>All methods and constructors that an assembly declares.</summary>
    public static IEnumerable<MethodBase> MethodsOf(Assembly assembly) => assembly.GetTypes().SelectMany(MethodsOf);

    /// <summary>The definitions of what a method calls or points to; an iterator or asynchronous method calls its state machine.</summary>
    public static IEnumerable<MethodBase> Of(MethodBase method)
    {
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
        {
            foreach (MethodBase step in MethodsOf(machine.StateMachineType))
            {
                yield return step;
            }
        }

        Type[]? typeArguments = method.DeclaringType?.GetGenericArguments();
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        byte[] body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int at = 0; at < body.Length;)
        {
            short value = body[at++];
            OpCode code = _codes[value == 0xFE ? unchecked((short)(0xFE00 | body[at++])) : value];
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineTok
                && method.Module.ResolveMember(BitConverter.ToInt32(body, at), typeArguments, methodArguments) is MethodBase { DeclaringType.IsArray: false } called)
            {
                yield return called.Module.ResolveMethod(called.MetadataToken)!;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<MethodBase> MethodsOf(Type type) =>
        type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared));
}
