using System.Reflection;
using System.Reflection.Emit;

namespace MosaicAdmin.Tests.Support;

/// <summary>One step of a compiled method: a string it loads, the name of what it calls, or neither.</summary>
public sealed record Instruction(string? Loads, string? Calls);

/// <summary>Reads what compiled methods do, for tests that look at all components without rendering them.</summary>
public static class Instructions
{
    private static readonly Dictionary<short, OpCode> Codes =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    public static List<Instruction> Of(MethodBase method)
    {
        var steps = new List<Instruction>();
        var bytes = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < bytes.Length;)
        {
            var code = bytes[at] == 0xFE ? Codes[unchecked((short)(0xFE00 | bytes[at + 1]))] : Codes[bytes[at]];
            at += code.Size;
            var token = at + 4 <= bytes.Length ? BitConverter.ToInt32(bytes, at) : 0;
            steps.Add(new Instruction(
                code.OperandType is OperandType.InlineString ? method.Module.ResolveString(token) : null,
                code.OperandType is OperandType.InlineMethod ? Called(method, token) : null));
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * token),
                _ => 4,
            };
        }

        return steps;
    }

    private static string? Called(MethodBase method, int token) => method.Module.ResolveMethod(
        token,
        method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null)?.Name;
}
