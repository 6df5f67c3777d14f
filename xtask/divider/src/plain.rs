//! The CPU worker's second file, for browsers without relaxed SIMD: the same program with a multiplication and an addition in
//! place of each instruction that is both. Written from the first file, because a second build would take minutes.

use std::convert::Infallible;
use std::fs;
use std::path::Path;

use toolbox::{Failure, Result};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode, utils};
use wasm_encoder::{CodeSection, Function, Instruction, Module, ValType};
use wasmparser::{CompositeInnerType, FunctionBody, Operator, Parser, Payload};

const PROGRAM: &str = "worker_cpu_bg.wasm";
const PLAIN: &str = "worker_cpu_plain_bg.wasm";
const LOADER: &str = "worker_cpu_loader.js";
/// `public/cpu_program.js` says which file the browser runs.
const LOADER_TEXT: &str = "import init from './worker_cpu.js';\nimport './cpu_program.js';\n\
    await init({ module_or_path: new URL(self.cpuProgram.used, import.meta.url) });\n";

/// Writes the second file into the built page, and a loader that chooses; how many instructions were replaced.
///
/// # Errors
/// When a file cannot be read or written, or the program has no such instruction.
pub fn add(page: &Path) -> Result<usize> {
    let file = page.join(PROGRAM);
    let program = fs::read(&file).map_err(|error| Failure::file("read", &file, error))?;
    let (plain, n_replaced) = without_relaxed(&program).map_err(|error| {
        Failure::new(
            format!("{} cannot be rewritten: {error}", file.display()),
            "check that wasmparser knows all that the compiler writes",
        )
    })?;
    if n_replaced == 0 {
        return Err(Failure::new(
            format!("{} has no instruction of relaxed SIMD", file.display()),
            "check that its build enables the feature `relaxed-simd` of cpu-kernels",
        ));
    }
    for (name, bytes) in [(PLAIN, plain.as_slice()), (LOADER, LOADER_TEXT.as_bytes())] {
        let file = page.join(name);
        fs::write(&file, bytes).map_err(|error| Failure::file("write", &file, error))?;
    }
    Ok(n_replaced)
}

type Outcome<T> = std::result::Result<T, ReencodeError<Infallible>>;

fn without_relaxed(program: &[u8]) -> Outcome<(Vec<u8>, usize)> {
    let mut plain = Plain {
        n_parameters: parameters(program)?.into_iter(),
        n_replaced: 0,
    };
    let mut module = Module::new();
    plain.parse_core_module(&mut module, Parser::new(0), program)?;
    Ok((module.finish(), plain.n_replaced))
}

/// How many parameters each function with a body has, in their order.
fn parameters(program: &[u8]) -> Outcome<Vec<u32>> {
    let mut of_types = Vec::new();
    let mut of_functions = Vec::new();
    for payload in Parser::new(0).parse_all(program) {
        match payload? {
            Payload::TypeSection(types) => {
                for group in types {
                    for kind in group?.into_types() {
                        of_types.push(match kind.composite_type.inner {
                            CompositeInnerType::Func(function) => function.params().len() as u32,
                            _ => 0,
                        });
                    }
                }
            }
            Payload::FunctionSection(functions) => {
                for kind in functions {
                    of_functions.push(of_types[kind? as usize]);
                }
            }
            _ => {}
        }
    }
    Ok(of_functions)
}

struct Plain {
    n_parameters: std::vec::IntoIter<u32>,
    n_replaced: usize,
}

impl Reencode for Plain {
    type Error = Infallible;

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Outcome<()> {
        let n_parameters = self.n_parameters.next().unwrap_or_default();
        let is_relaxed = |operator| matches!(operator, Ok(Operator::F32x4RelaxedMadd));
        if !body.get_operators_reader()?.into_iter().any(is_relaxed) {
            return utils::parse_function_body(self, code, body);
        }
        // One local more, for the number to add: it lies on top of the factors.
        let mut locals = Vec::new();
        let mut addend = n_parameters;
        for declared in body.get_locals_reader()? {
            let (count, kind) = declared?;
            addend += count;
            locals.push((count, self.val_type(kind)?));
        }
        locals.push((1, ValType::V128));
        let mut function = Function::new(locals);
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            match self.parse_instruction(&mut reader)? {
                Instruction::F32x4RelaxedMadd => {
                    function
                        .instruction(&Instruction::LocalSet(addend))
                        .instruction(&Instruction::F32x4Mul)
                        .instruction(&Instruction::LocalGet(addend))
                        .instruction(&Instruction::F32x4Add);
                    self.n_replaced += 1;
                }
                other => {
                    function.instruction(&other);
                }
            }
        }
        code.function(&function);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{FunctionSection, TypeSection};

    /// A function of two vectors with a local, which multiplies and adds; `body` is its last part.
    fn module(locals: &[(u32, ValType)], body: &[Instruction<'_>]) -> Vec<u8> {
        let vector = ValType::V128;
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        types.ty().function([vector, vector], [vector]);
        let mut functions = FunctionSection::new();
        functions.function(0).function(1);
        let mut code = CodeSection::new();
        let mut one = Function::new([]);
        one.instruction(&Instruction::I32Const(1))
            .instruction(&Instruction::End);
        code.function(&one);
        let mut function = Function::new(locals.iter().copied());
        for local in [0, 1, 2] {
            function.instruction(&Instruction::LocalGet(local));
        }
        for instruction in body {
            function.instruction(instruction);
        }
        function.instruction(&Instruction::End);
        code.function(&function);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        module.finish()
    }

    #[test]
    fn each_multiply_add_becomes_a_multiplication_and_an_addition() {
        let relaxed = module(&[(1, ValType::V128)], &[Instruction::F32x4RelaxedMadd]);
        let plain = module(
            &[(1, ValType::V128), (1, ValType::V128)],
            &[
                Instruction::LocalSet(3),
                Instruction::F32x4Mul,
                Instruction::LocalGet(3),
                Instruction::F32x4Add,
            ],
        );
        let (written, n_replaced) = without_relaxed(&relaxed).expect("it is a module");
        assert_eq!((written, n_replaced), (plain.clone(), 1));
        let (written, n_replaced) = without_relaxed(&plain).expect("it is a module");
        assert_eq!((written, n_replaced), (plain, 0));
    }
}
