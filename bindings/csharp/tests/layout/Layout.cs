using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Text;

namespace Rpggo.Tests
{
    /// <summary>
    /// Compares the C interface as C# has it with a table that a C program printed from the header:
    /// sizes and offsets as the runtime really uses them, constants, and functions. Compiled together
    /// with the library's sources. Arguments: the table.
    /// </summary>
    internal static class Layout
    {
        private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance
            | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        // What is in the table and not in C#, and the other way round.
        private static readonly SortedSet<string> Differences = new SortedSet<string>(
            StringComparer.Ordinal);

        private static int Main(string[] arguments)
        {
            var table = new SortedSet<string>(File.ReadAllLines(arguments[0]), StringComparer.Ordinal);
            var own = new SortedSet<string>(StringComparer.Ordinal);
            foreach (Type type in typeof(Native).GetNestedTypes(All))
            {
                Add(own, type);
            }
            Constants(own);
            Functions(own);
            foreach (string line in table)
            {
                if (!own.Contains(line))
                {
                    Differences.Add(line + "   only in the header");
                }
            }
            foreach (string line in own)
            {
                if (!table.Contains(line))
                {
                    Differences.Add(line + "   only in C#");
                }
            }
            foreach (string difference in Differences)
            {
                Console.Error.WriteLine(difference);
            }
            Console.WriteLine(own.Count + " facts compared");
            return Differences.Count == 0 ? 0 : 1;
        }

        private static void Add(ISet<string> own, Type type)
        {
            string name = "rpggo_" + Snake(type.Name);
            own.Add("struct " + name + " " + SizeOf(type));
            foreach (FieldInfo field in type.GetFields(All))
            {
                Blittable(field.FieldType, name + "." + field.Name);
                own.Add("field " + name + "." + Snake(field.Name) + " " + OffsetOf(type, field) + " "
                    + SizeOf(field.FieldType));
            }
        }

        private static void Constants(ISet<string> own)
        {
            foreach (Type type in typeof(Native).Assembly.GetTypes())
            {
                if (type.IsEnum && type.IsPublic)
                {
                    // Of EventKind and LogLevel the first word is enough.
                    string first = Snake(type.Name).Split('_')[0].ToUpperInvariant();
                    Constants(own, type, type == typeof(Status) ? "RPGGO_" : "RPGGO_" + first + "_");
                }
            }
            // The absence of a level has no name in C.
            own.Remove("constant RPGGO_LOG_NONE 0");
            foreach (FieldInfo field in typeof(Native).GetFields(All))
            {
                if (field.IsLiteral && (field.FieldType == typeof(uint)
                    || field.FieldType == typeof(double)))
                {
                    Constant(own, "RPGGO_" + Upper(field.Name), field.GetRawConstantValue());
                }
            }
        }

        private static void Constants(ISet<string> own, Type type, string prefix)
        {
            foreach (string name in Enum.GetNames(type))
            {
                Constant(own, prefix + Upper(name), (int)Enum.Parse(type, name));
            }
        }

        private static void Constant(ISet<string> own, string name, object value)
        {
            own.Add("constant " + name + " "
                + Convert.ToDouble(value).ToString("R", CultureInfo.InvariantCulture));
        }

        private static void Functions(ISet<string> own)
        {
            foreach (MethodInfo method in typeof(Native).GetMethods(All))
            {
                var import = method.GetCustomAttribute<DllImportAttribute>();
                if (import == null)
                {
                    continue;
                }
                if (import.CallingConvention != CallingConvention.Cdecl || !import.ExactSpelling)
                {
                    Differences.Add(method.Name + " is not imported like the others");
                }
                Blittable(method.ReturnType, method.Name);
                var line = new StringBuilder("function " + import.EntryPoint);
                line.Append(' ').Append(method.ReturnType == typeof(void) ? 0
                    : SizeOf(method.ReturnType));
                foreach (ParameterInfo parameter in method.GetParameters())
                {
                    Blittable(parameter.ParameterType, method.Name);
                    line.Append(' ').Append(SizeOf(parameter.ParameterType));
                }
                own.Add(line.ToString());
                // That the library has it.
                Marshal.Prelink(method);
            }
        }

        /// <summary>Numbers, addresses, and structs of them: nothing that is converted on the
        /// way.</summary>
        private static void Blittable(Type type, string where)
        {
            bool isStruct = type.DeclaringType == typeof(Native) && type.IsValueType;
            bool isNumber = type.IsPrimitive && type != typeof(bool) && type != typeof(char);
            if (!isStruct && !isNumber && !type.IsEnum && !type.IsPointer && type != typeof(void))
            {
                Differences.Add(where + " is of the type " + type);
            }
        }

        private static int SizeOf(Type type)
        {
            var size = new DynamicMethod("size", typeof(int), Type.EmptyTypes, typeof(Layout), true);
            ILGenerator code = size.GetILGenerator();
            code.Emit(OpCodes.Sizeof, type);
            code.Emit(OpCodes.Ret);
            return (int)size.Invoke(null, null);
        }

        private static long OffsetOf(Type type, FieldInfo field)
        {
            const long Start = 65536;
            var offset = new DynamicMethod("offset", typeof(long), Type.EmptyTypes, typeof(Layout), true);
            ILGenerator code = offset.GetILGenerator();
            code.Emit(OpCodes.Ldc_I8, Start);
            code.Emit(OpCodes.Conv_U);
            code.Emit(OpCodes.Ldflda, field);
            code.Emit(OpCodes.Conv_U8);
            code.Emit(OpCodes.Ret);
            return (long)offset.Invoke(null, null) - Start;
        }

        private static string Snake(string name)
        {
            var snake = new StringBuilder();
            foreach (char letter in name)
            {
                if (char.IsUpper(letter) && snake.Length > 0)
                {
                    snake.Append('_');
                }
                snake.Append(char.ToLowerInvariant(letter));
            }
            return snake.ToString();
        }

        private static string Upper(string name)
        {
            return Snake(name).ToUpperInvariant();
        }
    }
}
