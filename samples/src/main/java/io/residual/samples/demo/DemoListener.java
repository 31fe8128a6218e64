package io.residual.samples.demo;

/** What a demo tells while it runs. Called from several threads. */
public interface DemoListener {

  /** Hears nothing: for runs that are judged by their result alone. */
  DemoListener SILENT =
      new DemoListener() {
        @Override
        public void step(String message) {}

        @Override
        public void alert(byte[] json) {}
      };

  /** A step that has been taken, or a notice, as one line. */
  void step(String message);

  /** An alert, as it is on the topic. */
  void alert(byte[] json);
}
