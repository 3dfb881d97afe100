import { runProgram } from '../support/programs';

it('the bench says in one line how it is used to whoever asks for something else', async () => {
  const { code, out, err } = await runProgram('bench/run.mjs', ['--fast'], {});
  expect({ code, out }).toEqual({ code: 1, out: [] });
  expect(err).toEqual([
    expect.stringMatching(
      /--fast.*Usage: npm run bench -- \[--quick\] \[--json\] \[--memory\] \[--silence\] \[--matching\]$/,
    ),
  ]);
});
