package dev.weir.nativeimage;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Looks at the instruction that a look-up comes from. */
final class CallSites {

    private static final Set<Integer> CONSTANT = Set.of(
            Opcodes.DUP,
            Opcodes.LDC,
            Opcodes.AASTORE,
            Opcodes.ANEWARRAY,
            Opcodes.ACONST_NULL,
            Opcodes.ICONST_0,
            Opcodes.ICONST_1,
            Opcodes.ICONST_2,
            Opcodes.ICONST_3,
            Opcodes.ICONST_4,
            Opcodes.ICONST_5,
            Opcodes.BIPUSH,
            Opcodes.SIPUSH);

    /** Instructions that put the arguments of {@code Class.forName} on the stack, with labels. */
    private static final int MAX_ARGUMENTS = 12;

    private final NativeSources sources;
    private final Map<String, Map<Integer, MethodInsnNode>> read = new HashMap<>();

    CallSites(NativeSources sources) {
        this.sources = sources;
    }

    /**
     * Whether the JVM itself has loaded the class, for the instruction calls no method of this name: that is a link of
     * the code, which native-image follows.
     */
    boolean isLink(Lookup lookup) {
        var call = call(lookup);
        return lookup.how().equals("loadClass")
                && !lookup.caller().isEmpty()
                && (call == null || !call.name.equals("loadClass"));
    }

    /** Whether all arguments are constants, which native-image recognises and registers by itself. */
    boolean isConstant(Lookup lookup) {
        var call = call(lookup);
        if (call == null || !call.name.equals(lookup.how())) {
            return false;
        }
        if (lookup.how().equals("forName")) {
            return isNamed(call, lookup.type());
        }
        boolean named = false;
        int values = org.objectweb.asm.Type.getArgumentTypes(call.desc).length
                + (call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1);
        for (var before = call.getPrevious(); before != null; before = before.getPrevious()) {
            if (before instanceof LabelNode || before instanceof LineNumberNode || before instanceof FrameNode) {
                continue;
            }
            if (!isConstant(before)) {
                return false;
            }
            if (before instanceof LdcInsnNode) {
                named = true;
            }
            values -= pushed(before);
            if (values == 0) {
                return named;
            }
        }
        return false;
    }

    /** The name alone counts; native-image has one class loader. */
    private static boolean isNamed(MethodInsnNode call, String type) {
        int steps = 0;
        for (var before = call.getPrevious(); before != null && steps < MAX_ARGUMENTS; before = before.getPrevious()) {
            if (before instanceof LdcInsnNode constant) {
                return type.equals(constant.cst);
            }
            steps++;
        }
        return false;
    }

    /** An element of an array and its index are no arguments. */
    private static int pushed(AbstractInsnNode instruction) {
        return switch (instruction.getOpcode()) {
            case Opcodes.AASTORE -> -3;
            case Opcodes.ANEWARRAY -> 0;
            default -> 1;
        };
    }

    private static boolean isConstant(AbstractInsnNode instruction) {
        return CONSTANT.contains(instruction.getOpcode())
                || (instruction instanceof FieldInsnNode field
                        && field.getOpcode() == Opcodes.GETSTATIC
                        && field.name.equals("TYPE"));
    }

    private MethodInsnNode call(Lookup lookup) {
        return read.computeIfAbsent(lookup.caller() + " " + lookup.method(), unknown -> calls(lookup))
                .get(lookup.bytecode());
    }

    private Map<Integer, MethodInsnNode> calls(Lookup lookup) {
        var bytes = sources.bytesOf(lookup.caller());
        Map<Integer, MethodInsnNode> calls = new HashMap<>();
        if (bytes == null) {
            return calls;
        }
        var offset = new int[1];
        new ClassReader(bytes) {
            @Override
            protected void readBytecodeInstructionOffset(int bytecodeOffset) {
                offset[0] = bytecodeOffset;
            }
        }.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] thrown) {
                        return (name + descriptor).equals(lookup.method())
                                ? new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, thrown) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String called, String of, boolean isInterface) {
                                        super.visitMethodInsn(opcode, owner, called, of, isInterface);
                                        calls.put(offset[0], (MethodInsnNode) instructions.getLast());
                                    }
                                }
                                : null;
                    }
                },
                0);
        return calls;
    }
}
