import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  /** What stands in the place of what broke. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Keeps a part that breaks, or that can not be loaded, from taking the page with it. A class, for React knows no other. */
export class Boundary extends Component<BoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
